"""The parent of the workers: a process that has imported everything once, and forks a worker whenever it is asked.

Why not fork the data plane: it has threads, an event loop and secrets. Why not `multiprocessing`: its fork server runs
the program's `__main__`, so each worker would carry the whole router. Here a worker shares the memory of what was
imported, starts in milliseconds, and inherits no socket but its own.

Life and death. The data plane holds the other end of `control`; when that ends, for whatever reason, the nursery kills
its workers. Where router workers share a nursery each has such a control, and it goes with the last. When the nursery
itself dies, the kernel kills the workers (Linux; elsewhere they see their own socket end). SIGINT and SIGTERM are
ignored: a terminal or a supervisor sends them to the whole group while the data plane still finishes its streams.

What it understands is in `nursery_commands`.
"""

import ctypes
import gc
import importlib
import json
import os
import select
import signal
import socket
import sys
from base64 import b64encode
from collections.abc import Sequence
from hashlib import shake_256
from pathlib import Path

from router.core.faults import where
from router.detect import engine, worker
from router.detect.names import NAMED
from router.detect.naming.manifest import BrokenModel, verify
from router.detect.nursery_commands import COMMAND, FORK, JOIN, KILL
from router.detect.wire import Fault, frame
from router.process import close_to_others

_PR_SET_PDEATHSIG = 1
_REAP_EVERY_MS = 500
_NOISE = 3_000
_SAMPLES = (
    "Call +49 30 123456 or tel. 030 1234567, mail ann@example.com, né le 1 mai 1980, born 01.05.1980, "
    "ssn 123456789, id number 12345678901, A123456789, 123456-7890, bsn 111222333, on 12 May 1980 I was born, "
    "DE89 3704 0044 0532 0130 00, 4111 1111 1111 1111, 10.0.0.1, fe80::1, password = 'x1y2z3', sk-abc, eyJ, -----, "
    "josé\u00a0@\\n%40 du bist mich 015112345678 und ich, ssn 1 2 3 4 5 6 7 8 9, curl -u a:b1c2, tel 0151\n1234567 "
    "hola el 612 34 56 78 la, FR14 2004 1010 0505 0001 3M02 606, call +49 30\n123456\n"
)
_SCENES = (
    "I have asthma, she is gay, he joined the union, my wife had an abortion",
    "ich habe Asthma, sie ist schwanger, weil er schwul ist, er ist Mitglied der Gewerkschaft, er wurde abgeschoben",
    "j'ai de l'asthme, elle est enceinte, il est membre du syndicat, il a avorté",
    "tengo asma, ella está embarazada, él es miembro del sindicato, abortó",
    "ho l'asma, lei è incinta, lui è iscritto al sindacato, ha abortito",
    "ik heb astma, zij is zwanger, omdat hij homo is, hij is lid van de vakbond, zij heeft abortus gehad",
    "mam astmę, ona jest w ciąży, on należy do związku, ona poroniła",
    f"10115 Berlin\n10115 Berlin\n, AKIA{'A' * 16}, /home/ann/x, uid=1000(ann), name: Ann",
    '{"first_name": "Ann", "api_key": "a1b2c3d4e5f6g7h8", "login": "ann_k"} the api key is a1b2c3d4e5f6g7h8',
    "Surname: Field\nFirst name: Ann\n10.0.0.7 - ann_k [09/Feb/2025:17:00:00 +0000]\nclé API (7f3c9ad1e0b24c31)\n",
)


def _rehearsal() -> list[str]:
    """Something of everything: what patterns build at their first use is then built once, for all workers.

    RE2 learns texts as it reads them, and code more slowly than prose: so the sources beside this one are read as well.
    """
    noise = shake_256(b"noise").digest(_NOISE)
    sources = [path.read_text(encoding="utf-8") for path in sorted(Path(__file__).parent.glob("*.py"))]
    return [_SAMPLES + b64encode(noise).decode() + noise.hex(), *_SCENES, *sources]


class Nursery:
    """Runs in its own process. `kinds` and `extra` as for `engine.build`.

    `trouble`: why no worker can come of it. It then says so to the first that is asked for, and goes.
    """

    def __init__(
        self, control: socket.socket, kinds: frozenset[str], extra: Sequence[str], trouble: str | None = None
    ) -> None:
        self._kinds = kinds
        self._extra = extra
        self._trouble = trouble
        self._poll = select.poll()
        self._households: dict[int, Household] = {}
        self._is_over = False
        self._take_in(control)

    def run(self) -> None:
        try:
            while self._households and not self._is_over:
                for descriptor, _ in self._poll.poll(_REAP_EVERY_MS):
                    self._hear(self._households[descriptor])
                for household in self._households.values():
                    household.reap()
        finally:
            for household in self._households.values():
                household.end()

    def _take_in(self, control: socket.socket) -> None:
        self._households[control.fileno()] = Household(control)
        self._poll.register(control, select.POLLIN)

    def _hear(self, household: "Household") -> None:
        if not self._obey(household):
            self._poll.unregister(household.control)
            del self._households[household.control.fileno()]
            household.end()

    def _obey(self, household: "Household") -> bool:
        """Does what one command says. False when there is nothing more to do for this one."""
        try:
            data, descriptors, _, _ = socket.recv_fds(household.control, COMMAND.size, 1)
        except ConnectionResetError:
            return False
        if len(data) < COMMAND.size:
            return False
        command, number = COMMAND.unpack(data)
        if command == FORK and self._trouble:
            _tell(socket.socket(fileno=descriptors[0]), self._trouble)
            self._is_over = True
        elif command == FORK:
            self._fork(household, number, socket.socket(fileno=descriptors[0]))
        elif command == KILL:
            household.kill(number)
        elif command == JOIN:
            self._take_in(socket.socket(fileno=descriptors[0]))
        return True

    def _fork(self, household: "Household", number: int, channel: socket.socket) -> None:
        nursery = os.getpid()
        pid = os.fork()
        if pid:
            channel.close()
            household.workers[number] = pid
            return
        try:
            for one in self._households.values():
                one.control.close()
            _die_with(nursery)
            built = self._built(channel)
            if built is not None:
                worker.serve(channel, built)
        finally:
            os._exit(0)

    def _built(self, channel: socket.socket) -> engine.Engine | None:
        """One that has read something: its first text would else take a second, and on a busy machine count as late."""
        try:
            built = engine.build(self._extra, self._kinds)
            built.scan(_SAMPLES)
        except Exception as fault:  # noqa: BLE001 - whatever a recogniser's maker raises is told, by type and place
            _tell(channel, where(fault))
            return None
        return built


class Household:
    """The workers of one data plane."""

    def __init__(self, control: socket.socket) -> None:
        self.control = control
        self.workers: dict[int, int] = {}

    def kill(self, number: int) -> None:
        pid = self.workers.pop(number, None)
        if pid is not None:
            os.kill(pid, signal.SIGKILL)  # ours and not yet reaped: the number cannot be anybody else's
            os.waitpid(pid, 0)

    def reap(self) -> None:
        for number, pid in list(self.workers.items()):
            if os.waitpid(pid, os.WNOHANG)[0]:
                del self.workers[number]

    def end(self) -> None:
        for number in list(self.workers):
            self.kill(number)
        self.control.close()


def _die_with(parent: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(0)


def _tell(channel: socket.socket, trouble: str) -> None:
    with channel:
        channel.sendall(frame(Fault(trouble)))


def _prepare(extra: Sequence[str]) -> str | None:
    """Imports all and tries it once. Says why that is not possible."""
    try:
        if not set(NAMED).isdisjoint(extra):
            verify()
        for name in extra:
            importlib.import_module(name.partition(":")[0])
        rehearsed = engine.Engine()
        for text in _rehearsal():
            rehearsed.scan(text)
    except BrokenModel as fault:
        return str(fault)
    except Exception as fault:  # noqa: BLE001 - whatever an import raises is told, by type and place
        return where(fault)
    return None


def main(arguments: Sequence[str]) -> None:
    """`arguments`: the descriptor of `control`, the kinds and the extra recognisers as JSON lists."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    close_to_others()  # a core dump, or a debugger, would see request text; the workers are forked, and keep it
    control = socket.socket(fileno=int(arguments[0]))
    kinds, extra = frozenset(json.loads(arguments[1])), json.loads(arguments[2])
    trouble = _prepare(extra)
    gc.freeze()  # so that the collector of a worker does not touch, and thereby copy, what all share
    Nursery(control, kinds, extra, trouble).run()


if __name__ == "__main__":
    main(sys.argv[1:])
