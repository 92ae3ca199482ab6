"""The ways to a server: a socket, TLS, a numbered database."""

from collections.abc import Callable
from pathlib import Path

import pytest
import redis_server
from certificate import server_context
from redis_server import Server
from redis_states import Replica, granted


async def reached(url: str) -> str | None:
    """None, or the trouble."""
    replica = Replica(url)
    await replica.start()
    await granted(replica)
    trouble = replica.trouble()
    await replica.aclose()
    return trouble


async def test_a_socket(tmp_path: Path, redis: Server) -> None:  # noqa: ARG001 - as below
    with redis_server.running_server("--unixsocket", str(tmp_path / "r.sock")):
        assert await reached(f"unix://{tmp_path}/r.sock") is None
    assert "cannot be reached" in str(await reached(f"unix://{tmp_path}/none.sock"))


async def test_a_database_with_a_number(redis: Server) -> None:
    assert await reached(redis.url(database=3)) is None
    assert "ERR" in str(await reached(redis.url(database=99)))


async def test_tls_with_a_certificate_that_is_trusted_and_no_other(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    free_port: Callable[[], int],
    redis: Server,  # noqa: ARG001 - where none is installed, this is not tested
) -> None:
    server_context(tmp_path)
    port = free_port()
    shown = ("--tls-cert-file", str(tmp_path / "certificate.pem"), "--tls-key-file", str(tmp_path / "key.pem"))
    with redis_server.running_server("--tls-port", str(port), *shown, "--tls-auth-clients", "no"):
        assert "is not trusted" in str(await reached(f"rediss://127.0.0.1:{port}"))
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "certificate.pem"))
        assert await reached(f"rediss://127.0.0.1:{port}") is None
        assert "closed the connection" in str(await reached(f"redis://127.0.0.1:{port}"))
