"""A real Redis for tests, on a free port of the loopback, in a folder of its own. Nothing of it is left behind."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from running import free_port

INSTALL = "install it: apt-get install redis-server (Debian, Ubuntu), or put it on the PATH"
PROGRAMS = ("redis-server", "valkey-server")


def find() -> str | None:
    found = (shutil.which(program, path=f"{os.environ.get('PATH', '')}:/usr/sbin") for program in PROGRAMS)
    return next(filter(None, found), None)


def missing() -> list[str]:
    return [] if find() else ["redis-server"]


@dataclass
class Server:
    """A server that runs. `options` as on its command line."""

    folder: Path
    port: int
    options: Sequence[str] = ()
    process: "subprocess.Popen[bytes] | None" = field(default=None)

    def url(self, user: str = "", *, database: int = 0, query: str = "") -> str:
        return f"redis://{user}127.0.0.1:{self.port}/{database}{query}"

    def start(self, *options: str) -> None:
        program = find()
        if program is None:
            raise AssertionError(f"no Redis here: {INSTALL}")
        place = ("--bind", "127.0.0.1", "--port", str(self.port), "--dir", str(self.folder), "--save", "")
        with (self.folder / "redis.log").open("ab") as log:
            command = [program, *place, *self.options, *options]
            self.process = subprocess.Popen(command, stdout=log, stderr=log, cwd=self.folder)
        deadline = time.monotonic() + 30
        while not self._is_up():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise AssertionError((self.folder / "redis.log").read_text(errors="replace")[-2000:])
            time.sleep(0.01)

    def send(self, number: signal.Signals) -> None:
        assert self.process is not None
        self.process.send_signal(number)

    def kill(self) -> None:
        """As the kernel does it; with its last words thrown away."""
        process, self.process = self.process, None
        if process is not None:
            process.kill()
            process.wait(30)

    def say(self, *words: str, user: Sequence[str] = ()) -> str:
        """One command, as `user` and password if given; the first line of the reply, with an error's text."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as wire, wire.makefile("rb") as replies:
            if user:
                wire.sendall(_packed(("AUTH", *user)))
                replies.readline()
            wire.sendall(_packed(words))
            line = replies.readline().decode().rstrip()
            if line.startswith("$") and line != "$-1":
                return replies.read(int(line[1:])).decode()
            return line

    def _is_up(self) -> bool:
        try:
            return self.say("PING") != ""
        except OSError:
            return False


def _packed(words: Sequence[str]) -> bytes:
    encoded = [word.encode() for word in words]
    return b"*%d\r\n" % len(words) + b"".join(b"$%d\r\n%b\r\n" % (len(word), word) for word in encoded)


@contextmanager
def running_server(*options: str) -> Iterator[Server]:
    with tempfile.TemporaryDirectory(prefix="sovereign-redis-", ignore_cleanup_errors=True) as place:
        server = Server(Path(place), free_port(), options)
        try:
            server.start()
            yield server
        finally:
            server.kill()
