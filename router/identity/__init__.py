"""Who runs the router: admins, apart from the agents and their keys.

    people       makes, changes and disables admins, and knows those again whom an OpenID provider vouches for
    passes       an invitation is used once, and becomes a session
    throttle     failures to get in, by source and by account
    openid       the authorisation code flow with an OpenID provider
    id_token     whether what the provider says is signed by it, and meant for us, here and now
    issuer_wire  one exchange with the provider

What an admin may do is in `core.roles`, how they are stored in `ports.AdminStore`.
"""

from router.identity.id_token import Untrusted
from router.identity.issuer_wire import Unreachable
from router.identity.openid import Client, OpenIdProvider, Person
from router.identity.passes import SESSION, Passes, Refused, Session, account_of, by
from router.identity.people import People
from router.identity.throttle import Throttle, TooManyFailures

__all__ = [
    "SESSION",
    "Client",
    "OpenIdProvider",
    "Passes",
    "People",
    "Person",
    "Refused",
    "Session",
    "Throttle",
    "TooManyFailures",
    "Unreachable",
    "Untrusted",
    "account_of",
    "by",
]
