"""A router before a provider of Responses that sees placeholders, and one before it that is broken."""

import json
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import running
import upstream
from openai import AsyncOpenAI
from response_streams import streamed
from running import Running
from upstream import Answer, Upstream

EMAIL = "anna.schmidt@example.org"
TAG = "[[EMAIL_ADDRESS_1]]"
RULES = """
version: 1
classes: [public, internal, restricted]
detection: {{languages: [en], raise: {{EMAIL_ADDRESS: internal}}, unscanned: internal}}
providers:
  there: &eu
    kind: openai_compatible
    base_url: "{there}"
    network: private
    retries: 0
    breaker: {{failures: 1000}}
    entity: {{name: There, seat: FR, parent: FR}}
    location: {{inference: [FR], storage: [FR]}}
    contract: {{training: prohibited, retention_days: 0, expires: 2099-01-01}}
    forward: [metadata, user, hosted_tools]
  broken: {{<<: *eu, base_url: "{broken}"}}
  mirror: {{<<: *eu, kind: mirror}}
models:
  m: [{{provider: there, model: near}}]
  both: [{{provider: broken, model: far}}, {{provider: there, model: near}}]
  mirror: [{{provider: mirror, model: x}}]
  embeds: [{{provider: there, model: near, serves: [embeddings]}}]
tenants:
  default:
    floor: public
    models: ["*"]
    rules:
      public: {{zones: [self_hosted, eu], redact: true}}
      internal: {{zones: [self_hosted, eu], redact: true}}
      restricted: {{zones: [self_hosted]}}
    tools: {{default: allow, irreversible: {{"delete_*": deny}}}}
"""


class Stand(NamedTuple):
    there: Upstream
    broken: Upstream
    sdk: AsyncOpenAI

    def answers(self, *wholes: Mapping[str, Any], stream: bool) -> None:
        """The provider gives these, one after the other, and the last again and again."""
        self.there.answers[:] = [told(one, stream=stream) for one in wholes]


def told(whole: Mapping[str, Any], *, stream: bool) -> Answer:
    return Answer(events=streamed(dict(whole))) if stream else Answer(body=json.dumps(whole).encode())


class Behind(NamedTuple):
    """A router, and the ports of what stands behind it."""

    router: Running
    there: int
    broken: int


@contextmanager
def launched(folder: Path) -> Iterator[Behind]:
    there, broken = running.free_port(), running.free_port()
    routes, data = folder / "routes.yaml", folder / "data"
    routes.write_text(RULES.format(there=f"http://127.0.0.1:{there}/v1", broken=f"http://127.0.0.1:{broken}/v1"))
    data.mkdir()
    environment = running.clean_environment(data, folder / "lookups")
    key = running.issue_key(routes, environment, tenant="default", agent="tests", models="*", tools="all")
    router = running.launch(folder, routes, environment, key)
    try:
        router.wait_ready()
        yield Behind(router, there, broken)
        assert "Traceback" not in router.logged()
    finally:
        router.end()


@asynccontextmanager
async def standing(behind: Behind) -> AsyncIterator[Stand]:
    providers = [upstream.listening(upstream.error(500), port) for port in (behind.there, behind.broken)]
    async with providers[0] as there, providers[1] as broken:
        key = behind.router.key
        async with AsyncOpenAI(base_url=behind.router.api_url, api_key=key, max_retries=0) as sdk:
            yield Stand(there, broken, sdk)
