"""A running router with a provider of every temper, and what tests send to it. See tests/product/conftest.py."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx
from running import Running

RULES = """
version: 1
classes: [public, internal, confidential, restricted]
detection:
  languages: [en, de, fr]
  raise: {EMAIL_ADDRESS: internal, IBAN_CODE: confidential, SECRET: restricted}
  unscanned: restricted
providers:
  first: &own
    kind: openai_compatible
    base_url: http://127.0.0.1:{first}/v1
    hosting: self
    timeouts: {connect: 1, first_token: 1, stall: 1, total: 3}
    breaker: {failures: 1000}
    retries: 0
  second: {<<: *own, base_url: "http://127.0.0.1:{second}/v1"}
  refused_whole: {<<: *own}
  refused_stream: {<<: *own}
  echo: &eu
    kind: scripted
    script: [{echo: true, chunk: 3}]
    entity: {name: Echo, seat: FR, parent: FR}
    location: {inference: [FR], storage: [FR]}
    contract: {training: prohibited, retention_days: 0, expires: 2099-01-01}
  tools:
    <<: *eu
    script:
      - chunk: 4
        tool_calls:
          - {name: send_mail, arguments: {to: "[[EMAIL_ADDRESS_1]]", about: 'a "b"'}}
          - {name: get_time, arguments: {}}
  slow: {<<: *eu, script: [{text: "a long story that takes its time to be told", chunk: 1, pace: 0.2}]}
  mirror: {<<: *eu, kind: mirror, script: []}
  claude:
    <<: *eu
    kind: anthropic
    base_url: http://127.0.0.1:{first}
    key: file:{folder}/claude.key
    network: private
    timeouts: {connect: 1, first_token: 1, stall: 1, total: 3}
    breaker: {failures: 1000}
    retries: 0
    script: []
  trains: {<<: *eu, contract: {training: allowed, retention_days: 0, expires: 2099-01-01}}
  expired: {<<: *eu, contract: {training: prohibited, retention_days: 0, expires: 2020-01-01}}
models:
  one: [{provider: first, model: m1}]
  both: [{provider: first, model: m1}, {provider: second, model: m2}]
  refused-False: [{provider: refused_whole, model: m1}, {provider: second, model: m2}]
  refused-True: [{provider: refused_stream, model: m1}, {provider: second, model: m2}]
  refused-False-alone: [{provider: refused_whole, model: m3}]
  refused-True-alone: [{provider: refused_stream, model: m3}]
  echo: [{provider: echo, model: e, price: {input: 1, output: 8}}]
  tools: [{provider: tools, model: t}]
  slow: [{provider: slow, model: s, price: {input: 1, output: 8}}]
  mirror: [{provider: mirror, model: mirror}]
  claude: [{provider: claude, model: c1}]
  closed: [{provider: trains, model: x}, {provider: expired, model: x}]
tenants:
  brisk: &limited
    floor: public
    models: [echo, slow]
    rules: {public: {zones: [self_hosted, eu], redact: true}}
    limits: {requests_per_minute: 3, tokens_per_minute: 100000}
  thrifty:
    <<: *limited
    limits: {tokens_per_minute: 500, per_agent: {concurrent_requests: 1}, per_key: {budget_eur_per_month: 0.01}}
  default:
    floor: public
    models: ["*"]
    rules:
      restricted: {zones: [self_hosted]}
      confidential: {zones: [self_hosted, eu], redact: true}
      internal: {zones: [self_hosted, eu], redact: true}
      public: {zones: [self_hosted, eu], redact: true}
"""


LIMITED = ("brisk", "thrifty")
"""Tenants with limits, each with a key of its own. What is used up stays so for a minute: the first is for one test."""


@dataclass(frozen=True)
class Product:
    router: Running
    first: int
    second: int
    keys: Mapping[str, str]
    """Of the tenants in `LIMITED`."""

    def post(self, body: Any, *, raw: bytes | None = None, headers: dict[str, str] | None = None) -> httpx.Response:
        """One request as bytes, for what no SDK would send."""
        content = raw if raw is not None else json.dumps(body).encode()
        fields = {"Authorization": f"Bearer {self.router.key}", "Content-Type": "application/json", **(headers or {})}
        with httpx.Client(trust_env=False, timeout=30) as client:
            return client.post(f"{self.router.api_url}/chat/completions", content=content, headers=fields)

    def ask(self, model: str, text: str = "hello", **more: Any) -> httpx.Response:
        headers = more.pop("headers", None)
        return self.post({"model": model, "messages": [{"role": "user", "content": text}], **more}, headers=headers)
