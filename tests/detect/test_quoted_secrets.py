"""Secrets whole, by the quoting rules of what they stand in, and behind short names: `(text, the secret)`."""

import pytest
from detect_reading import found

KIND = "SECRET"

QUOTED = [
    (r'{"password": "k\"m7q!w"}', r"k\"m7q!w"),
    (r'{"user": "eva", "password": "Gr4u\"9dach", "port": 5432}', r"Gr4u\"9dach"),
    (r'{"a": "{\"password\": \"Gr4u\\\"9dach\", \"x\": 1}"}', r"Gr4u\\\"9dach"),
    (r'{"passwd": "back\\slash9"}', r"back\\slash9"),
    ('{"passwd": "m<q>4!zzT"}', "m<q>4!zzT"),
    ("PASSWORD='wer''s9glaubt'", "wer''s9glaubt"),
    ("password: 'wer''s9glaubt'", "wer''s9glaubt"),
    (r"export PASSWORD='wer'\''s9glaubt'; run", r"wer'\''s9glaubt"),
    ("ALTER USER eva SET PASSWORD = 'wer''s9glaubt';", "wer''s9glaubt"),
    ("export REDISCLI_AUTH=Alk0ven7", "Alk0ven7"),
    ("pass=drossel4", "drossel4"),
    ("host=db1\npass=drossel4\nport=5432", "drossel4"),
    ("user=eva pass=drossel4", "drossel4"),
    ("my password is Z@un,konig5 and it works", "Z@un,konig5"),
    ("the password is Zau{9}nig4!k", "Zau{9}nig4!k"),
    ("temporary password Anfang1 was sent", "Anfang1"),
    ("the initial password Anfang1 has been emailed to her", "Anfang1"),
    ("Vault: s.4WnKq9LmD2vR7tXwZbBcPeHg", "s.4WnKq9LmD2vR7tXwZbBcPeHg"),
    ("header SSWS 00Lw7AvWnJ5bDq0ZkKtYc9xPsRm3hUeG2fNoV8iQaB", "00Lw7AvWnJ5bDq0ZkKtYc9xPsRm3hUeG2fNoV8iQaB"),
    (f"fcm AAAAx9QeLrs:APA91b{'Hun4MxP5eg' * 14}", f"AAAAx9QeLrs:APA91b{'Hun4MxP5eg' * 14}"),
]
NONE = [
    "password='abc' 'def'",
    '{"password": "<your-password>"}',
    '{"password": "prefix-<env>-suffix"}',
    "pass=True",
    "pass=stage2 next=stage3",
    "tests: pass=85 fail=2",
    "pass = compute(x)",
    "password is min,8 characters",
    "the password is required,see page 3",
    "The temporary password was sent",
    "a password reset was sent",
    "s.getElementById3fooBarBazQ(x)",
    "os.environmentVariables.all",
    "SSWS is the scheme of Okta",
]


@pytest.mark.parametrize(("text", "secret"), QUOTED)
def test_a_secret_is_taken_whole_whatever_quotes_and_marks_are_in_it(text: str, secret: str) -> None:
    assert found(text, KIND) == [secret]


@pytest.mark.parametrize("text", NONE)
def test_placeholders_reports_and_rules_beside_such_names_are_no_secrets(text: str) -> None:
    assert found(text, KIND) == []


def test_what_follows_a_password_without_a_space_is_not_taken_with_it_if_it_is_a_word() -> None:
    assert found("password is Zaun4konig,and the host is db1", KIND) == ["Zaun4konig"]


def test_a_mark_on_every_sign_hides_no_password() -> None:
    text = "".join(f"{sign}\u0301" if sign.isalnum() else sign for sign in "password: Zaun4konig!7")
    assert found(text, KIND) == ["".join(f"{sign}\u0301" if sign.isalnum() else sign for sign in "Zaun4konig!7")]
