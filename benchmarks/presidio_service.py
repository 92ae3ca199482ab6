"""Presidio's analyzer and anonymizer over HTTP, as LiteLLM asks for them: `/analyze` and `/anonymize`.

The default recognisers over a blank spaCy pipeline: no model of names, so cheaper than Presidio as it is shipped.
"""

import json
import logging
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from blank_presidio import analyzer


class Service(BaseHTTPRequestHandler):
    """`/anonymize` writes the kind for each finding, from the last to the first; LiteLLM numbers them itself."""

    protocol_version = "HTTP/1.1"
    analyze = staticmethod(analyzer())

    def do_GET(self) -> None:
        self._answer({"status": "ready"})

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self._answer(self._found(asked) if self.path == "/analyze" else self._anonymized(asked))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the interface of http.server
        logging.getLogger("presidio").debug(format, *args)

    def _found(self, asked: dict[str, Any]) -> list[dict[str, object]]:
        return [found.to_dict() for found in self.analyze(asked["text"])]

    @staticmethod
    def _anonymized(asked: dict[str, Any]) -> dict[str, object]:
        text, items = asked["text"], sorted(asked["analyzer_results"], key=lambda item: -item["start"])
        for item in items:
            text = f"{text[: item['start']]}<{item['entity_type']}>{text[item['end'] :]}"
        return {"text": text, "items": items}

    def _answer(self, value: object) -> None:
        body = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Service).serve_forever()
