"""What the router is compared with, each as its makers ship it. Same work for all: read the JSON, choose, forward."""

from gateways import Contender

from peers import litellm, nginx, portkey, tensorzero

PEERS = (
    Contender("nginx", nginx.start, nginx.obtain),
    Contender("tensorzero", tensorzero.start, tensorzero.obtain),
    Contender("portkey", portkey.start, portkey.obtain),
    Contender("litellm", litellm.start, litellm.obtain),
    Contender("litellm", litellm.start_with_presidio, litellm.obtain, detecting=True, streaming=False),
)
NAMES = tuple(dict.fromkeys(peer.name for peer in PEERS))
