# noqa: INP001 - one file that is copied and run by itself, not a package
"""A witness: remembers how long each log of a router was, signs that it only grew, and refuses when it did not.

    python3 -I -S sovereign_witness.py keygen FILE [--name NAME]
    python3 -I -S sovereign_witness.py serve --key FILE --logs FILE --state FOLDER [--listen HOST:PORT]

`keygen` makes the witness's key and prints its verifier key, which the router and whoever checks a receipt are given.
`--logs` has the verifier key of a log on each line (`sovereign audit verify` prints them), read anew at each request.
`--state` holds one file a log: the last checkpoint that was signed here. Without it the witness has forgotten, so it is
backed up like the key, and never put back to an older copy.

It is run by somebody whom the operator of the router cannot tell what to sign. It needs this file and the standard
library of Python 3.9 or newer on a POSIX system, and shares no code with the router on purpose. After: C2SP
tlog-witness, tlog-cosignature, tlog-checkpoint and signed-note, RFC 9162 section 2.1, RFC 8032 (Ed25519).

Signing is plain Python, and its time may tell of the key to who can measure it well: listen where the router can reach
it and strangers cannot. There is no TLS here; what is signed needs none, and a proxy in front can add it.
"""

from __future__ import annotations

import argparse
import base64
import contextlib
import fcntl
import hashlib
import http.server
import os
import re
import secrets
import socket
import socketserver
import sys
import threading
import time
from collections.abc import Sequence
from http import HTTPStatus
from pathlib import Path
from typing import NamedTuple

HASH, KEY_ID, TIME = 32, 4, 8
LIMIT = 2**63
MOST_HASHES, MOST_SIGNATURES, MOST_BYTES = 63, 100, 1 << 16
ED25519, COSIGNATURE = 1, 4
DASH = "\u2014 "
PRIVATE = "PRIVATE+KEY+"
PATIENCE = 20.0
"""Seconds that a client may keep a connection open without a word."""
GUESTS = 32
"""Connections at once; one more waits for another to end."""


class RefusedError(Exception):
    """The answer is no: with this status, and why."""

    def __init__(self, status: HTTPStatus, why: str) -> None:
        super().__init__(why)
        self.status = status


class ConflictError(Exception):
    """The client believes in another size than this witness last signed, which is `size`."""

    def __init__(self, size: int) -> None:
        super().__init__(f"the last size signed here is {size}")
        self.size = size


class UsageError(Exception):
    """The command is not understood, or names a file that cannot be used."""


# --- Ed25519: RFC 8032 section 5.1, points in extended coordinates (X, Y, Z, T) with x = X/Z, y = Y/Z, x*y = T/Z ---

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
Point = tuple  # of four numbers; Python 3.9 runs this line
NEUTRAL = (0, 1, 1, 0)


def add(one: Point[int, int, int, int], two: Point[int, int, int, int]) -> Point[int, int, int, int]:
    a = (one[1] - one[0]) * (two[1] - two[0])
    b = (one[1] + one[0]) * (two[1] + two[0])
    c = 2 * one[3] * two[3] * D
    d = 2 * one[2] * two[2]
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P
