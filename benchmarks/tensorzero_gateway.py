"""Starts TensorZero's gateway and says where it listens. Runs in TensorZero's own virtual environment."""

import signal
import sys

import tensorzero  # type: ignore[import-not-found]  # it is in that environment, not in the one of the type check

if __name__ == "__main__":
    # What its own `patch_openai_client` calls, without the need for a client.
    gateway = tensorzero._start_http_gateway(  # noqa: SLF001 - the wheel has no public name for a gateway alone
        config_file=sys.argv[1], clickhouse_url=None, postgres_url=None, valkey_url=None, async_setup=False
    )
    print(f"listens on {gateway.base_url}", flush=True)
    signal.pause()
