"""What a client can get wrong: the documented error, never a stack trace, never a hang, no text in any message."""

import json
import socket

import pytest
from product import Product

BAD_BODIES: dict[str, bytes] = {
    "nothing": b"",
    "not json": b"hello canary-text",
    "half": b'{"model": "echo", "messages": [{"role": "user", "content": "canary-text',
    "an array": b'["canary-text"]',
    "duplicate keys": b'{"model": "echo", "messages": [{"role": "user", "content": "canary-text", "content": "b"}]}',
    "a duplicate model": b'{"model": "echo", "model": "one", "messages": [{"role": "user", "content": "canary-text"}]}',
    "bad utf-8": b'{"model": "echo", "messages": [{"role": "user", "content": "canary-text \xff\xfe"}]}',
    "a lone surrogate": b'{"model": "echo", "messages": [{"role": "user", "content": "canary-text \\ud800"}]}',
    "NaN": b'{"model": "echo", "temperature": NaN, "messages": [{"role": "user", "content": "canary-text"}]}',
    "deep": b'{"model": "echo", "messages": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "deep objects": b'{"model": "echo", "x": ' + b'{"a":' * 500 + b"1" + b"}" * 500 + b', "messages": []}',
    "no model": b'{"messages": [{"role": "user", "content": "canary-text"}]}',
    "a number as model": b'{"model": 7, "messages": [{"role": "user", "content": "canary-text"}]}',
    "no messages": b'{"model": "echo"}',
    "messages that are text": b'{"model": "echo", "messages": "canary-text"}',
    "a message that is text": b'{"model": "echo", "messages": ["canary-text"]}',
    "stream that is text": b'{"model": "echo", "stream": "yes", "messages": [{"role": "user", "content": "x"}]}',
    "n that is negative": b'{"model": "echo", "n": -1, "messages": [{"role": "user", "content": "canary-text"}]}',
    "a huge number": b'{"model": "echo", "seed": ' + b"9" * 5000 + b', "messages": [{"role": "user", "content": "x"}]}',
}


@pytest.mark.parametrize("how", BAD_BODIES)
def test_a_bad_body_is_told_apart_from_a_good_one(product: Product, how: str) -> None:
    answer = product.post(None, raw=BAD_BODIES[how])
    error = answer.json()["error"]
    assert (answer.status_code, error["code"], error["type"]) == (400, "invalid_request", "invalid_request_error")
    assert answer.headers["x-should-retry"] == "false"
    assert answer.headers["x-request-id"].startswith("req_")
    assert "canary-text" not in answer.text
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    "header", [{"Authorization": ""}, {"Authorization": "Bearer nonsense"}, {"Authorization": "Basic YTpi"}]
)
def test_a_wrong_key_is_a_401_that_does_not_repeat_it(product: Product, header: dict[str, str]) -> None:
    answer = product.ask("echo", headers=header)
    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "invalid_api_key")
    assert "nonsense" not in answer.text


@pytest.mark.parametrize("name", ["x-api-key", "api-key"])
def test_the_key_may_come_in_the_other_headers(product: Product, name: str) -> None:
    answer = product.ask("echo", headers={"Authorization": "", name: product.router.key})
    assert answer.status_code == 200


def test_an_unknown_class_is_a_400_and_a_known_one_only_raises(product: Product) -> None:
    unknown = product.ask("echo", headers={"x-data-class": "canary-class"})
    assert (unknown.status_code, unknown.json()["error"]["code"]) == (400, "unknown_class")
    assert "canary-class" not in unknown.text
    lowered = product.ask("echo", "mail anna.schmidt@example.org", headers={"x-data-class": "public"})
    assert lowered.headers["x-sovereign-class"] == "internal"
    raised = product.ask("echo", headers={"x-data-class": "restricted"})
    assert (raised.status_code, raised.json()["error"]["code"]) == (403, "policy_denied")


def test_a_body_of_twenty_megabytes_is_read_and_a_larger_one_refused(product: Product) -> None:
    def body(size: int) -> bytes:
        frame = json.dumps({"model": "mirror", "messages": [{"role": "user", "content": ""}]}).encode()
        return frame.replace(b'"content": ""', b'"content": "' + b"lorem ipsum " * (size // 12) + b'"')

    larger = product.post(None, raw=body(20_000_100))
    assert (larger.status_code, larger.json()["error"]["code"]) == (413, "body_too_large")
    assert product.post(None, raw=body(2_000_000)).status_code == 200


def test_a_body_that_is_too_large_is_refused_before_it_is_sent(product: Product) -> None:
    port = int(product.router.base_url.rpartition(":")[2])
    head = f"POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {product.router.key}\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=5) as client:
        client.sendall(head.encode() + b"Content-Length: 99999999999\r\n\r\n")
        assert b"413" in client.recv(100)


def test_a_deciding_header_that_comes_twice_is_refused(product: Product) -> None:
    port = int(product.router.base_url.rpartition(":")[2])
    body = json.dumps({"model": "echo", "messages": [{"role": "user", "content": "x"}]}).encode()
    head = f"POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {product.router.key}\r\n"
    twice = "x-data-class: public\r\nx-data-class: restricted\r\nConnection: close\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=5) as client:
        client.sendall(f"{head}{twice}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        answer = client.makefile("rb").read()
    assert b"400" in answer.split(b"\r\n")[0]
    assert b"x-data-class" in answer


@pytest.mark.parametrize(
    ("method", "path", "status"), [("POST", "/v1/nope", 404), ("GET", "/v1/chat/completions", 405)]
)
def test_an_address_that_does_not_exist_is_told(product: Product, method: str, path: str, status: int) -> None:
    port = int(product.router.base_url.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port), timeout=5) as client:
        client.sendall(f"{method} {path} HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n".encode())
        assert f" {status} ".encode() in client.recv(100)


def test_secrets_go_nowhere_outside_and_are_in_no_log(product: Product) -> None:
    secret = "ghp_" + "a1B2" * 9
    answer = product.ask("echo", f"my token is {secret}")
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "policy_denied")
    assert secret not in answer.text
    assert secret not in product.router.logged()
