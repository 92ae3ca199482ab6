"""The processes that serve: one alone, or workers with a supervisor above them. Signals are told in docs/scaling.md.

ports       binding, before anything else is done
door        one application behind the sockets that it is given, and how it drains
alone       both ports in one process
supervisor  the parent of the workers: holds sockets, lock and rules, answers no request
member      a worker as the supervisor sees it
rules       the same rules for all workers, or none
worker      one of several: serves whatever sockets the supervisor names
control     what those two say to each other
"""

from router.server.alone import serve
from router.server.logs import log_to_stderr
from router.server.ports import Address, PortTaken
from router.server.supervisor import Supervisor

__all__ = ["Address", "PortTaken", "Supervisor", "log_to_stderr", "serve"]
