"""Passwords with one word between them and their name: `(text, the secret)`."""

import pytest
from detect_reading import found

KIND = "SECRET"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("j'ai mis Canari2019! comme mot de passe", "Canari2019!"),
        ("Se le restableció la clave a Cambiar-Ya#48.", "Cambiar-Ya#48"),
        ("I used Winter2024 as my password.", "Winter2024"),
        ("Ich habe Sommer#22x als Passwort genommen", "Sommer#22x"),
        ("ho messo Gatto!1998 come password", "Gatto!1998"),
        ("Kotek#2021 to moje hasło", "Kotek#2021"),
        ("we reset the password to Welcome2024", "Welcome2024"),
        ("das Passwort auf Start!2025 gesetzt", "Start!2025"),
        ('he chose "Canari2019!" as the password', "Canari2019!"),
    ],
)
def test_a_secret_told_beside_its_name_is_found(text: str, expected: str) -> None:
    assert found(text, KIND) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "use Argon2id as the password hash, SHA256 as password hash, Bcrypt!22 as password hash",
        "set the password to null, change the password to something",
        "we use 2FA as password replacement; email is the password",
        "on utilise une phrase comme mot de passe; la clave a cambiar",
        "the password in 2024, la clave a Base64, le mot de passe à anna@firma.de",
    ],
)
def test_methods_and_sentences_are_none(text: str) -> None:
    assert found(text, KIND) == []


@pytest.mark.parametrize("text", ["send the password to anna@firma.de", "convert the password to Base64"])
def test_where_a_password_goes_is_no_password(text: str) -> None:
    assert found(text, KIND) == []
