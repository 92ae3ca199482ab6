"""Words for kinds: what a model may make of them in its own language, and what stays a guess."""

import pytest

from router.core.restore import restore
from router.core.vault import Vault

TRANSLATED = [
    ("SECRET", "[[PASSWORT_1]]"),
    ("SECRET", "[[MOT_DE_PASSE_1]]"),
    ("SECRET", "[[contraseña 1]]"),
    ("SECRET", "[[HASŁO_1]]"),
    ("IBAN_CODE", "[[NUMER_IBAN_1]]"),
    ("IBAN_CODE", "[[Numéro d'IBAN 1]]"),
    ("IP_ADDRESS", "[[ADRESSE_IP_1]]"),
    ("IP_ADDRESS", "[[Adres IP 1]]"),
    ("IP_ADDRESS", "[[INDIRIZZO-IP-1]]"),
]


@pytest.mark.parametrize(("kind", "written"), TRANSLATED)
def test_a_translated_kind_of_several_words_comes_back(kind: str, written: str) -> None:
    vault = Vault()
    vault.hold("ADDRESS", "Lange Gasse 1")
    vault.hold(kind, "original")
    assert restore(vault, f"a {written} b, [[ADRESSE_1]]") == "a original b, Lange Gasse 1"


def test_a_nonce_is_no_part_of_the_word_before_it() -> None:
    vault = Vault("IP")
    vault.hold("ADDRESS", "Lange Gasse 1")
    vault.hold("IP_ADDRESS", "10.1.2.3")
    assert restore(vault, "[[ADRESSE_IP_1]], [[ADRESSE_IP_IP_1]]") == "Lange Gasse 1, 10.1.2.3"
