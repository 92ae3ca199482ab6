"""One request and its answer, as uvicorn runs them; but a whole answer is written by fewer steps.

uvicorn looks at each header by itself, twice, and writes head and body apart. A head that ends with the length of its
body waits for it here, all its lines are looked at in one pass, and one write takes both.
"""

from string import ascii_letters, digits
from typing import Any

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, RequestResponseCycle

_START = "http.response.start"
_LENGTH = b"content-length"
_CONTROLS = bytes(octet for octet in range(32) if octet != ord("\t")) + b"\x7f"
_TOKEN = f"!#$%&'*+-.^_`|~{digits}{ascii_letters}".encode()
_BREAK = b"\r\n"


class Exchange(RequestResponseCycle):
    """Never made: uvicorn makes its own and `BoundedHttp` says that it is one of these."""

    _head: Any = None
    """The message that began the answer, while it waits for the body."""

    async def send(self, message: Any) -> None:
        """Raises RuntimeError, as uvicorn does, for a header that has no name that one may have."""
        head, self._head = self._head, None
        if message["type"] == _START and not _are_names(message.get("headers", ())):
            raise RuntimeError("a header's name is no token (RFC 9110, section 5.6.2)")
        if _tells_length(message):
            self._head = message
        elif head is None or message["type"] == _START:
            await super().send(message)
        elif not self._write(head, message):
            await super().send(head)
            await super().send(message)

    def _write(self, head: Any, message: Any) -> bool:
        """Whether it could be written here: a whole answer of the length that it tells, to a client that reads."""
        body, headers = message.get("body", b""), [*self.default_headers, *head["headers"]]
        if message.get("more_body") or headers[-1][1] != b"%d" % len(body) or self.scope["method"] == "HEAD":
            return False
        if self.response_started or self.disconnected or self.flow.write_paused:
            return False
        lines = _BREAK.join(map(b": ".join, headers))
        if len(lines.translate(None, _CONTROLS)) != len(lines) - len(_BREAK) * (len(headers) - 1):
            return False  # a header holds what no header may (RFC 9110, section 5.5): uvicorn says so
        if b"connection: " in lines or b"transfer-encoding: " in lines:  # or a value that looks like it
            return False
        end = b"\r\n\r\n" if self.keep_alive else b"\r\nconnection: close\r\n\r\n"
        self.transport.write(b"".join((STATUS_LINE[head["status"]], lines, end, body)))
        self.response_started = self.response_complete = True
        self.waiting_for_100_continue = False
        self.message_event.set()
        if not self.keep_alive:
            self.transport.close()
        self.on_response()
        return True


def _are_names(headers: Any) -> bool:
    names = [name for name, _ in headers]
    return all(names) and not b"".join(names).translate(None, _TOKEN)


def _tells_length(message: Any) -> bool:
    return message["type"] == _START and bool(message.get("headers")) and message["headers"][-1][0] == _LENGTH
