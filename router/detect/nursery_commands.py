"""What the data plane may ask of the nursery, apart from it so that asking imports nothing heavy.

Each command has `COMMAND.size` bytes: `FORK` with a worker's number and one descriptor (fork a worker that serves it),
or `KILL` with a number.
"""

from struct import Struct

COMMAND = Struct(">cQ")
FORK, KILL = b"F", b"K"
