"""One exchange with a witness (C2SP tlog-witness, `add-checkpoint`).

Only the host of the setting is looked up: no proxy of the environment, no redirect is followed.
"""

import http.client
import ssl
from contextlib import closing
from urllib.parse import urlsplit

from router import __version__
from router.core.checkpoints import AddCheckpoint

PATIENCE = 5.0
"""Seconds for the connection, and for each piece of an answer."""
LARGEST = 1 << 16
"""Bytes of an answer."""


class Away(Exception):  # noqa: N818 - a state of the world
    """No answer came; one may at another time."""


def submit(url: str, request: AddCheckpoint) -> tuple[int, str]:
    """Status and text of the answer. Blocks. Raises `Away`."""
    parts = urlsplit(url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    headers = {"User-Agent": f"sovereign-router/{__version__}"}
    try:
        with closing(kind(parts.hostname or "", parts.port, timeout=PATIENCE)) as connection:
            connection.request("POST", f"{parts.path}/add-checkpoint", request.encode(), headers)
            answer = connection.getresponse()
            return answer.status, answer.read(LARGEST).decode("utf-8", "replace")
    except ssl.SSLCertVerificationError:
        why = "its certificate is not trusted"
    except (OSError, http.client.HTTPException, ValueError) as error:
        why = f"it cannot be asked ({type(error).__name__}); look at SOVEREIGN_WITNESSES, and whether it is up"
    raise Away(why)
