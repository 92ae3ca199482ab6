"""The benchmarks are scripts beside the tests, not a package. Their folder comes last: both have an `upstream`."""

import sys
from pathlib import Path

BENCHMARKS = str(Path(__file__).resolve().parents[2] / "benchmarks")

if BENCHMARKS not in sys.path:
    sys.path.append(BENCHMARKS)
