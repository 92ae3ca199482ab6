"""The folder /training is scripts, not a package: its files are imported by their own names here."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "training"))
