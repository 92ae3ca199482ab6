"""What is switched off in LiteLLM before it is let in. It is made for one user at a desk; this is a server of others.

The price map and all else it would fetch are the copies in its package; no `.env` file is read; no callbacks, no cache,
no telemetry, no proxies from the environment, no retries of its own, nothing logged; a redirect is an error, and it
connects only to addresses that were checked (`_guarded`). Of its own
environment variables none is left that is not set here, and no Python warning of it is printed: some quote answers.
"""

import logging
import os
import warnings
from collections.abc import Mapping
from types import ModuleType
from typing import Any

from providers._guarded import Guarding

ENVIRONMENT = {
    "LITELLM_LOCAL_ANTHROPIC_BETA_HEADERS": "True",
    "LITELLM_LOCAL_AUTOROUTER_PRESETS": "True",
    "LITELLM_LOCAL_BLOG_POSTS": "True",
    "LITELLM_LOCAL_MODEL_COST_MAP": "True",
    "LITELLM_LOCAL_POLICY_TEMPLATES": "True",
    "LITELLM_LOG": "CRITICAL",
    "LITELLM_MODE": "PRODUCTION",  # in DEV it reads .env files
}

SWITCHES: Mapping[str, Any] = {
    "cache": None,
    "callbacks": [],
    "disable_aiohttp_trust_env": True,
    "disable_hf_tokenizer_download": True,
    "disable_streaming_logging": True,
    "drop_params": False,
    "failure_callback": [],
    "modify_params": False,
    "num_retries": 0,
    "service_callback": [],
    "success_callback": [],
    "suppress_debug_info": True,
    "telemetry": False,
    "turn_off_message_logging": True,
}

OWN_VARIABLES = ("AIOHTTP_TRUST_ENV", "DISABLE_AIOHTTP_TRANSPORT", "LITELLM_", "SSL_VERIFY", "USE_LITELLM_PROXY")
"""What its own variables begin with: some turn the check of certificates off, or print requests."""

SECRETS = ("_KEY", "_TOKEN")
"""Ends of the names that stay: routes.yaml may refer to them, and they switch nothing."""

TALKATIVE = r"(litellm|pydantic|openai|anthropic)(\.|$)"
"""Modules whose warnings show values: `Pydantic serializer warnings: ... input_value='the answer'`."""

LOGGERS = ("LiteLLM", "LiteLLM Router", "LiteLLM Proxy", "anthropic", "botocore", "httpcore", "httpx", "openai")
"""LiteLLM's own and those of the clients under it: some write whole requests, key and all, at level DEBUG."""

SILENT = logging.CRITICAL + 1


def before_import() -> None:
    """It reads these once, and sets its loggers up; what is below a logger here takes its level."""
    claim_environment()
    warnings.filterwarnings("ignore", message="Pydantic serializer warnings")
    warnings.filterwarnings("ignore", module=TALKATIVE)
    for name in LOGGERS:
        logging.getLogger(name).setLevel(SILENT)
        logging.getLogger(name).disabled = True


def claim_environment() -> None:
    for name in list(os.environ):
        if name.startswith(OWN_VARIABLES) and not name.endswith(SECRETS):
            del os.environ[name]
    os.environ.update(ENVIRONMENT)


def after_import(litellm: ModuleType) -> None:
    """May be called again and again."""
    before_import()
    for name, value in SWITCHES.items():
        setattr(litellm, name, value)
    client = litellm.llms.custom_httpx.http_handler.AsyncHTTPHandler
    if not isinstance(client.create_async_transport, Guarding):
        client.create_async_transport = Guarding(client.create_async_transport)
