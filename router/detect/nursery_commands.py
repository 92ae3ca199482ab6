"""What the data plane may ask of the nursery, apart from it so that asking imports nothing heavy.

Each command has `COMMAND.size` bytes: `FORK` with a worker's number and one descriptor (fork a worker that serves it),
`KILL` with a number, or `JOIN` with one descriptor: another data plane, which may ask the same there. Numbers are each
one's own, and so are the workers: they go when whoever asked for them hangs up.
"""

from struct import Struct

COMMAND = Struct(">cQ")
FORK, KILL, JOIN = b"F", b"K", b"J"
