"""From a reference to the secret."""

import os
from collections.abc import Mapping
from typing import NoReturn

from router.core.references import FORMS, Scheme, parse_reference
from router.secrets.files import SecretFiles
from router.secrets.unavailable import SecretUnavailable
from router.secrets.vault import VaultSecrets


class Secrets:
    """Resolves references; remembers files, and what a vault said. Shows nothing of it, and cannot be pickled."""

    def __init__(self, environ: Mapping[str, str] | None = None) -> None:
        self._environ = os.environ if environ is None else environ
        self._files = SecretFiles()
        self._vault = VaultSecrets(self._environ)

    def __repr__(self) -> str:
        return "Secrets()"

    def __reduce__(self) -> NoReturn:
        raise TypeError("secrets do not leave the process")

    def resolve(self, reference: str) -> str:
        """The secret, never empty. Raises `SecretUnavailable`.

        A reference into a vault is looked up over the network when it is asked for the first time, which may take
        seconds; afterwards the answer is what `refresh` found.
        """
        parsed = parse_reference(reference)
        if parsed is None:
            raise SecretUnavailable("a secret", f"what is given is not a reference; write {FORMS}")
        match parsed.scheme:
            case Scheme.ENV:
                return self._from_environment(reference, parsed.place)
            case Scheme.FILE:
                return self._files.read(reference, parsed.place)
            case Scheme.VAULT:
                return self._vault.resolve(parsed)

    def is_stale(self) -> bool:
        """Whether there is something to `refresh`."""
        return self._vault.is_stale()

    def refresh(self) -> None:
        """Looks up again what is due in a vault. Blocks, for seconds where the vault does not answer. Never raises."""
        self._vault.refresh()

    def _from_environment(self, reference: str, name: str) -> str:
        value = self._environ.get(name, "")
        if not value.strip():
            raise SecretUnavailable(reference, f"{name} is not set or empty; set it in the router's environment")
        return value


def resolve(reference: str) -> str:
    """The secret that a reference leads to now. Raises `SecretUnavailable`."""
    return Secrets().resolve(reference)
