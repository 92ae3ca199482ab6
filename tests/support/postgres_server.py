"""A real PostgreSQL for a test session, and PgBouncer before it in transaction mode. Nothing of them is left behind.

The server has a data folder of its own, a unix socket in it, and a free port of the loopback. Whoever is root starts it
as the user that Debian's package made, or as nobody: neither program runs as root.
"""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from running import free_port

OWNER, APP, LAVISH = "sovereign_owner", "sovereign_app", "lavish"
"""Who owns the tables; who serves; and who may do anything to the tables but owns none: policies alone bind it."""

INSTALL = "install it: apt-get install postgresql pgbouncer (Debian, Ubuntu), or put it on the PATH"

ROLES = f"""
CREATE ROLE {OWNER} LOGIN NOSUPERUSER NOBYPASSRLS;
CREATE ROLE {APP} LOGIN NOSUPERUSER NOBYPASSRLS NOINHERIT;
CREATE ROLE {LAVISH} LOGIN NOSUPERUSER NOBYPASSRLS NOINHERIT;
"""

_BOUNCER = """
[databases]
* = host={folder} port={port}
[pgbouncer]
listen_addr =
listen_port = {listen}
unix_socket_dir = {folder}
auth_type = any
auth_file = {folder}/users
pool_mode = transaction
default_pool_size = 2
max_client_conn = 200
server_reset_query =
logfile = {folder}/pgbouncer.log
"""


def find(program: str) -> Path | None:
    """Debian keeps the server's programs off the PATH, by version; what is on it is found through a slow wrapper."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1]
    onpath = shutil.which(program, path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    return Path(onpath) if onpath else None


def missing() -> list[str]:
    return [program for program in ("initdb", "postgres", "pgbouncer") if find(program) is None]


def program(name: str) -> str:
    path = find(name)
    if path is None:
        raise AssertionError(f"{name} is not here: {INSTALL}")
    return str(path)


@dataclass
class Server:
    """A server that runs. Any role of the machine is let in by the socket; only the tests reach the folder."""

    folder: Path
    port: int
    account: "dict[str, Any]"
    options: tuple[str, ...] = ()
    process: "subprocess.Popen[bytes] | None" = field(default=None)

    def url(self, role: str, database: str, port: int | None = None) -> str:
        return f"postgresql://{role}@/{database}?host={self.folder}&port={port or self.port}"

    def start(self) -> None:
        command = [program("postgres"), "-D", str(self.folder / "data"), "-k", str(self.folder), "-p", str(self.port)]
        settings = ["listen_addresses=127.0.0.1", "max_connections=60", "shared_buffers=32MB", *self.options]
        command += [word for setting in settings for word in ("-c", setting)]
        with (self.folder / "postgres.log").open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, **self.account)
        wait_for(lambda: self.psql("SELECT 1", check=False) == 0, self.process, self.folder / "postgres.log")

    def stop(self, how: signal.Signals = signal.SIGQUIT) -> None:
        """SIGQUIT is an end without a goodbye, as after a crash."""
        process, self.process = self.process, None
        if process is not None:
            process.send_signal(how)
            process.wait(30)

    def psql(self, *statements: str, database: str = "postgres", check: bool = True) -> int:
        """As superuser, each statement in a transaction of its own."""
        command = [program("psql"), "-XqAt", "-v", "ON_ERROR_STOP=1", "-h", str(self.folder), "-p", str(self.port)]
        command += ["-U", "postgres", "-d", database, *(word for text in statements for word in ("-c", text))]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if check and done.returncode:
            raise AssertionError(done.stderr)
        return done.returncode

    @contextmanager
    def bouncer(self) -> Iterator[int]:
        """The port of a PgBouncer in transaction mode, two connections a database, at the same socket folder."""
        listen = free_port()
        file, users = self.folder / f"bouncer-{listen}.ini", self.folder / "users"
        users.write_text("".join(f'"{role}" ""\n' for role in (OWNER, APP, LAVISH, "postgres")))
        # `any` would log in as one user for all: `trust` lets each be who they say they are.
        text = _BOUNCER.format(folder=self.folder, port=self.port, listen=listen).replace("= any", "= trust")
        file.write_text(text)
        for path in (file, users):
            give(path, self.account)
        log = self.folder / "pgbouncer.log"
        process = subprocess.Popen([program("pgbouncer"), "-q", str(file)], stderr=subprocess.DEVNULL, **self.account)
        try:
            wait_for((self.folder / f".s.PGSQL.{listen}").exists, process, log)
            yield listen
        finally:
            process.terminate()
            process.wait(30)


@contextmanager
def running_server(options: Sequence[str] = ()) -> Iterator[Server]:
    account = unprivileged()
    with tempfile.TemporaryDirectory(prefix="sovereign-pg-", dir=roomy_memory(), ignore_cleanup_errors=True) as place:
        folder = Path(place)
        give(folder, account)
        command = [program("initdb"), "-D", str(folder / "data"), "-U", "postgres", "-A", "trust", "-E", "UTF8"]
        command += ["--locale=C", "--no-sync", "--no-instructions"]
        subprocess.run(command, check=True, capture_output=True, cwd=folder, **account)
        server = Server(folder, free_port(), {**account, "cwd": folder}, tuple(options))
        try:
            server.start()
            server.psql(*filter(None, ROLES.strip().split("\n")))
            yield server
        finally:
            server.stop()


def roomy_memory() -> str | None:
    """Where a sync costs nothing, if there is room; else the usual place. What is durable is tested by killing."""
    memory = Path("/dev/shm")
    is_roomy = os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 4 << 30
    return str(memory) if is_roomy else None


def unprivileged() -> "dict[str, Any]":
    """Arguments of Popen."""
    if os.getuid() != 0:
        return {}
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    user = names.get("postgres") or names["nobody"]
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def give(path: Path, account: "dict[str, Any]") -> None:
    if "user" in account:
        os.chown(path, account["user"], account["group"])


def wait_for(is_up: Any, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + 30
    while not is_up():
        if process.poll() is not None or time.monotonic() > deadline:
            raise AssertionError(log.read_text(errors="replace")[-2000:] if log.exists() else "it did not start")
        time.sleep(0.02)
