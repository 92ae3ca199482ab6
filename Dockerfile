# The router in a container: no compiler, no shell script, no root, nothing written outside /data and /tmp.
#
#   docker build -t sovereign-router .
#   docker run --read-only --tmpfs /tmp --cap-drop ALL --security-opt no-new-privileges \
#     -v sovereign:/data -v "$PWD/routes.yaml:/etc/sovereign/routes.yaml:ro" -p 8080:8080 sovereign-router
#
# The admin port (8081) listens on the container's own loopback unless told otherwise: `docker exec` reaches it.
# tests/test_container.py holds this file to its promises; tests/slow/test_container_steps.py runs its steps.

# Yours to pin by digest: --build-arg PYTHON=registry.example/python@sha256:...
ARG PYTHON=python:3.11-slim

FROM ${PYTHON} AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_NO_INPUT=1 PIP_ROOT_USER_ACTION=ignore
WORKDIR /src
RUN python -m venv /opt/venv
COPY requirements/build.lock requirements/run.lock requirements/
RUN /opt/venv/bin/python -m pip install --require-hashes --only-binary :all: -r requirements/build.lock \
 && /opt/venv/bin/python -m pip install --require-hashes --only-binary :all: -r requirements/run.lock
COPY pyproject.toml README.md LICENSE ./
COPY requirements/run.in requirements/
COPY router router
COPY providers providers
RUN /opt/venv/bin/python -m pip install --no-deps --no-build-isolation . \
 && /opt/venv/bin/python -m pip uninstall --yes wheel pip

FROM ${PYTHON}
RUN mkdir /data && chown 10001:10001 /data
COPY --from=build /opt/venv /opt/venv
COPY routes.yaml /etc/sovereign/routes.yaml
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    SOVEREIGN_DATA_DIR=/data \
    SOVEREIGN_ROUTES=/etc/sovereign/routes.yaml
WORKDIR /data
USER 10001:10001
VOLUME /data
EXPOSE 8080 8081
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8080/healthz', timeout=2)"]
ENTRYPOINT ["sovereign", "serve", "--host", "0.0.0.0"]
