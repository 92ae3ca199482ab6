"""That the model's files are there, whole and as they were exported: SHA-256 of each, as `sha256sum` writes them."""

import hashlib
from pathlib import Path

FILES = ("encoder.onnx", "grams.npy", "lexicon.npy", "pieces.npy", "small.npz", "vocabulary.txt")
MANIFEST = "SHA256SUMS"
_FOLDER = Path(__file__).parent / "model"
_CURE = "install this version of the router again, or restore the folder router/detect/naming/model of its source"


class BrokenModel(ValueError):  # noqa: N818 - a state of the files
    """A file of the model is not what was exported. The message names it and the cure."""


def write(folder: Path) -> None:
    sums = (f"{_digest(folder / name)}  {name}\n" for name in FILES)
    (folder / MANIFEST).write_text("".join(sums), encoding="ascii")


def verify(folder: Path = _FOLDER) -> None:
    """Raises `BrokenModel`. Reads all 25 MB: some 20 ms."""
    known = _read(folder / MANIFEST)
    for name in FILES:
        try:
            if _digest(folder / name) != known.get(name):
                raise _broken(name, "is not the file that was shipped")
        except OSError as fault:
            raise _broken(name, _why(fault)) from None


def _read(manifest: Path) -> dict[str, str]:
    try:
        lines = manifest.read_text(encoding="ascii").splitlines()
    except OSError as fault:
        raise _broken(MANIFEST, _why(fault)) from None
    except UnicodeDecodeError:
        raise _broken(MANIFEST, "is not the file that was shipped") from None
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines)}


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _why(fault: OSError) -> str:
    return "is missing" if isinstance(fault, FileNotFoundError) else f"cannot be read ({fault.strerror})"


def _broken(name: str, why: str) -> BrokenModel:
    return BrokenModel(f"the model that finds names is broken: its file {name} {why}; {_CURE}")
