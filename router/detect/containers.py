"""Files in a text: base64 whose first letters say that it is an archive, a document, a picture or a sound.

What stands in a frame of uuencode or Ascii85 and is no text is one as well. No word shows in what they hold, so a text
with one in it is not all read. Short runs are left alone: forty-eight octets hold little, and a hash may begin with
anything. So it is with text that is encoded more often than it is decoded.
"""

import re

from router.detect.patterns import Pattern
from router.detect.printed import unreadable
from router.detect.readings import unread

_HEADS = (
    "H4sI",  # gzip (RFC 1952)
    "UEsDB",  # ZIP: also .docx, .xlsx, .odt, .jar
    "JVBERi",  # %PDF-
    "0M8R4KGx",  # Compound File Binary: .doc, .xls, .msg
    "N3q8ryc",  # 7z
    "/Td6WF",  # xz
    "KLUv/",  # Zstandard (RFC 8878)
    "QlpoO",  # bzip2
    "UmFyIRo",  # RAR
    "iVBORw0KGgo",  # PNG
    "/9j/",  # JPEG
    "R0lGODlh",  # GIF89a
    "R0lGODdh",  # GIF87a
    "UklGR",  # RIFF: WebP, WAV
    "SUkqA",  # TIFF, little-endian
    "T2dnU",  # Ogg
    "SUQzB",  # MP3 with ID3
    "U1FMaXRlIGZvcm1hd",  # SQLite
)
_HEAD = Pattern(rf"(?:^|[^A-Za-z0-9+/=_-])({'|'.join(map(re.escape, _HEADS))}|begin [0-7]{{3}} \S|<~)")
_RUN = re.compile(r"[A-Za-z0-9+/_-]{60,}|[A-Za-z0-9+/_-]{40,}\r?\n[ \t>]{0,16}[A-Za-z0-9+/_-]{20,}")
"""On one line, or wrapped."""


def containers(text: str) -> list[int]:
    """Where each begins, and each run that is encoded too often to be read. Linear in the text."""
    heads = [start for start, _ in _HEAD.spans(text, 1)]
    framed = unreadable(text) if any(text[start] in "b<" for start in heads) else []
    return [start for start in heads if _RUN.match(text, start)] + framed + unread(text)
