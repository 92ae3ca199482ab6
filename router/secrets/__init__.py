"""Secrets, by reference: found when asked for, so that a rotated one is used without a restart.

`resolving` follows references, `files` and `vault` know where they lead, `versions` says which of two keys of a
provider is used while one replaces the other, `rotation` sees to it, `master` has the key that all keyed things are
derived from, and `transit` unwraps it where it does not lie in the clear. What is raised names the reference and the
cure and never holds the value, not even in a suppressed context; what holds values shows none and cannot be pickled.
"""

from router.core.references import is_reference
from router.secrets.files import LARGEST
from router.secrets.keyed import KeyedProvider, key_in_use
from router.secrets.master import (
    derive,
    lay_open_master_key,
    master_key,
    random_key,
    rewrap_master_key,
    wrap_master_key,
)
from router.secrets.resolving import Secrets, resolve
from router.secrets.rotation import Rotation
from router.secrets.tags import KeyTags
from router.secrets.unavailable import SecretUnavailable

__all__ = [
    "LARGEST",
    "KeyTags",
    "KeyedProvider",
    "Rotation",
    "SecretUnavailable",
    "Secrets",
    "derive",
    "is_reference",
    "key_in_use",
    "lay_open_master_key",
    "master_key",
    "random_key",
    "resolve",
    "rewrap_master_key",
    "wrap_master_key",
]
