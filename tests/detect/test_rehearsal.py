"""The nursery reads something of everything before it forks, so that no worker builds it during a request."""

import os
import subprocess
import sys

import running

REHEARSE = """
from router.detect.engine import Engine
from router.detect.identifiers.special.families import _TIES
from router.detect.nursery import _rehearsal
engine = Engine()
kinds = {found.kind for text in _rehearsal() for found in engine.scan(text)}
print(*sorted(ties.tongue.code for ties in _TIES if "_before" in vars(ties)))
print(*sorted(kinds))
"""


def test_the_rehearsal_builds_what_tells_of_persons_in_every_language_and_finds_something_of_most_kinds() -> None:
    """In a process of its own, where nothing else was read."""
    environment = os.environ | {"PYTHONPATH": str(running.ROOT)}
    command = [sys.executable, "-c", REHEARSE]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    languages, kinds = (line.split() for line in done.stdout.splitlines())
    assert languages == ["de", "en", "es", "fr", "it", "nl", "pl"]
    assert {"HEALTH", "UNION_MEMBERSHIP", "SECRET", "USERNAME", "PHONE_NUMBER", "IBAN_CODE", "NATIONAL_ID"} <= {*kinds}
