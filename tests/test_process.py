"""What the process that holds secrets lets others see: tried in a process of its own, since it cannot be undone."""

import subprocess
import sys

import pytest
from running import ROOT

CHECK = """
import ctypes, resource
from router.process import close_to_others
before = ctypes.CDLL(None).prctl(3, 0, 0, 0, 0)
close_to_others()
print(before, ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), resource.getrlimit(resource.RLIMIT_CORE))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="prctl(2) is Linux's own")
def test_a_process_that_is_closed_dumps_no_core_and_lets_no_debugger_in() -> None:
    said = subprocess.check_output([sys.executable, "-c", CHECK], cwd=ROOT, text=True, timeout=60)
    assert said == "1 0 (0, 0)\n"
