"""Is a host inside? Asked of what the file says, never of a name server."""

import re
import socket
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import unquote, urlsplit

from router.core import addresses as core

VENDORS = frozenset(
    """
    01.ai ai.google.dev ai21.com aleph-alpha.com alibabacloud.com aliyuncs.com amazonaws.com amazonaws.com.cn
    anthropic.com anyscale.com api.aws azure-api.net azure.cn azure.com baichuan-ai.com baidubce.com baseten.co
    bfl.ai bigmodel.cn cerebras.ai clarifai.com cloudflare.com cohere.ai cohere.com coreweave.com databricks.com
    deepinfra.com deepseek.com digitalocean.com featherless.ai fireworks.ai friendli.ai genesiscloud.com gigachat.ru
    github.ai githubcopilot.com googleapis.com groq.com hf.space huggingface.cloud huggingface.co hyperbolic.xyz
    ibm.com inceptionlabs.ai inference.net infomaniak.com ionos.com ionos.de jina.ai lambda.ai lambdalabs.com
    langdock.com lepton.ai llama.com maritaca.ai meta.ai minimax.chat minimax.io minimaxi.com mistral.ai modal.run
    moonshot.ai moonshot.cn myqcloud.com nebius.ai nebius.cloud nebius.com nlpcloud.io nousresearch.com novita.ai
    nscale.com nvidia.com ollama.com openai.com openrouter.ai oraclecloud.com ovh.com ovh.net ovhcloud.com
    perplexity.ai poe.com portkey.ai predibase.com regolo.ai replicate.com requesty.ai runpod.ai runpod.net
    sambanova.ai scaleway.ai scaleway.com scw.cloud siliconflow.cn siliconflow.com snowflakecomputing.com
    stability.ai stackit.cloud tencentcloud.com tencentcloudapi.com together.ai together.xyz upstage.ai volces.com
    voyageai.com wandb.ai watsonx.ai writer.com x.ai yandex.net yandexcloud.net z.ai
    """.split()  # noqa: SIM905 - a table is read as a table
)
"""Domains at which models are sold. Who runs machines of their own at one of these writes its facts, as for others."""


def is_public(base_url: str) -> bool:
    """False for loopback, private and reserved addresses in any spelling, and for names that mean the own machine.

    A name that resolves to a private address is refused later, by the connection (`providers._http`).
    """
    host = _host(base_url)
    if host == "localhost" or host.endswith((".localhost", ".local", ".internal")):
        return False
    address = literal(host)
    return address is None or core.is_public(str(address))


def is_someone_elses(base_url: str) -> bool:
    """A public address spelt out, or a host of a company that sells models or machines: nobody's own machine.

    Any other name is asked of the name server by the connection, each time it is used.
    """
    host = _host(base_url)
    address = literal(host)
    if address is not None:
        return core.is_public(str(address))
    labels = host.split(".")
    return any(".".join(labels[start:]) in VENDORS for start in range(len(labels)))


def literal(host: str) -> IPv4Address | IPv6Address | None:
    """The address that a host spells out, also as `127.1`, `2130706433` or `0x7f000001`; None for a name."""
    try:
        return ip_address(host.partition("%")[0])
    except ValueError:
        pass
    if not re.fullmatch(r"(0x[0-9a-f]*|[0-9]+)(\.(0x[0-9a-f]*|[0-9]+)){0,3}", host):
        return None
    try:
        return IPv4Address(socket.inet_aton(host))
    except OSError:
        return None


def _host(base_url: str) -> str:
    """As the connection will read it, percent signs decoded."""
    return unquote(urlsplit(base_url).hostname or "").lower().rstrip(".")
