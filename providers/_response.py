"""One response after another as `httptools` (llhttp) reads them: what is a head, what is its body, where it ends.

1xx responses are skipped (RFC 9110 section 15.2). A body ends where its chunks, its length or, having neither, the
connection says (RFC 9112 section 6.3). Who may send without end may also say nothing: header lines and their number are
bounded, trailers count with them, and nothing of trailers is kept.
"""

import httptools

from providers._answer import Answer

MAX_HEADER_LINE = 8190
MAX_HEADERS = 128

SWITCHING_PROTOCOLS = 101


class NotHttp(Exception):  # noqa: N818 - a fact about the bytes, as the other names of this border
    """Not HTTP, or not what we could have been sent."""


class ResponseReader:
    """Fills an `Answer`. The parser's calls only note what they see: what follows from it is the connection's."""

    def __init__(self) -> None:
        self._parser = httptools.HttpResponseParser(self)
        self._answer: Answer | None = None
        self._headers: dict[bytes, bytes] = {}
        self._lines = 0
        self.is_complete = True
        """The message has ended."""
        self.ends_with_connection = False
        self.may_go_on = False
        """The other side keeps the connection, and nothing came behind the message."""

    def expect(self, answer: Answer) -> None:
        self._answer = answer
        self._headers = {}
        self._lines = 0
        self.is_complete = self.ends_with_connection = self.may_go_on = False

    def feed(self, data: bytes) -> None:
        """Raises `NotHttp`, unless the message had ended before: then what is behind it is nobody's."""
        try:
            self._parser.feed_data(data)
        except (httptools.HttpParserError, httptools.HttpParserUpgrade):
            self.may_go_on = False
            if not self.is_complete:
                raise NotHttp from None

    def release(self) -> None:
        """Afterwards nothing is fed: parser and reader know each other, a circle."""
        del self._parser
        self._answer = None

    # ------------------------------------------------------------------------------------------ the parser's calls

    def on_message_begin(self) -> None:
        if self.is_complete:
            raise NotHttp

    def on_header(self, name: bytes, value: bytes) -> None:
        self._lines += 1
        if self._lines > MAX_HEADERS or len(name) + len(value) > MAX_HEADER_LINE:
            raise NotHttp
        if self._answer is not None and not self._answer.status:
            name, headers = name.lower(), self._headers
            headers[name] = headers[name].strip() + b", " + value if name in headers else value

    def on_headers_complete(self) -> None:
        status = self._parser.get_status_code()
        headers, self._headers = self._headers, {}
        if status == SWITCHING_PROTOCOLS:
            raise NotHttp
        if 100 <= status < 200:  # noqa: PLR2004 - the class of interim responses
            return
        coding = headers.get(b"transfer-encoding")
        if coding is not None and coding.strip().lower() != b"chunked":
            raise NotHttp
        self.ends_with_connection = coding is None and b"content-length" not in headers
        if self._answer is not None:
            self._answer.begin(status, headers)

    def on_body(self, body: bytes) -> None:
        if self._answer is not None:
            self._answer.add(body)

    def on_message_complete(self) -> None:
        if self._answer is not None and self._answer.status:
            self.is_complete = True
            self.may_go_on = self._parser.should_keep_alive()
