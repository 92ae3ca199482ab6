"""Secrets named without a colon: elements, lists of variables, labels right beside, phrases: `(text, the secret)`."""

import pytest
from detect_reading import found

KIND = "SECRET"
KEY = "kP9vT2mQ7xL4wZ8rB3nC6yD1"
HEX = "9f86d081884c7d659a2feaa0c55ad015"
GRAFANA = "eyJrIjoiTjFxUzhVdkw2WnBYMmFCNGNENWVGN2dIOWlKMGtMMm0iLCJuIjoiZGVwbG95IiwiaWQiOjF9"
WALLET = "5Kb8kLf9zgWQnogidDA76MzPL6TsZZY36hWXMssSzNydYXYB9KF"

ELEMENTS = [
    ("<password>Katze12!</password>", "Katze12!"),
    ("<Password>sommerzeit</Password>", "sommerzeit"),
    ('<ns:password type="plain">Katze12!</ns:password>', "Katze12!"),
    ("<dbPassword>\n  Katze12!\n</dbPassword>", "Katze12!"),
    ("<password><![CDATA[Katze12!]]></password>", "Katze12!"),
    (f"<apiKey>{KEY}</apiKey>", KEY),
    (f"<secret>{KEY}</secret>", KEY),
    (f'<add key="ApiKey" value="{KEY}"/>', KEY),
    ('<property name="db.password" value="Katze12!"/>', "Katze12!"),
    ("- name: DB_PASSWORD\n  value: Katze12x", "Katze12x"),
    ('{"name": "DB_PASSWORD", "value": "Katze12!"}', "Katze12!"),
    (f'{{\\"name\\": \\"API_KEY\\", \\"value\\": \\"{KEY}\\"}}', KEY),
]
NO_ELEMENTS = [
    "<password>string</password>",
    "<password>Kennwort</password>",
    "<password>${DB_PASSWORD}</password>",
    "<password>must have 8 characters</password>",
    '<label for="password">Your pass</label>',
    "<token>identifier</token>",
    "<nextPageToken>CAEQAA83hJ29dLqP0aYtRw71</nextPageToken>",
    '<add key="ApiKey" value=""/>',
    '<param name="password" value="{password}"/>',
    "- name: DB_PASSWORD\n  valueFrom:\n    secretKeyRef: x1y2z3a4",
    '{"name": "page_token", "value": "a1b2c3d4e5"}',
    "<th>Password</th><td>8 to 20</td>",
    "<passwordPolicy>strong12</passwordPolicy>",
]
BESIDE = [
    (f"my api key {HEX}", HEX),
    (f"here is my api key {HEX} please use it", HEX),
    (f"clave de API {HEX}", HEX),
    (f"twilio auth token {HEX}.", HEX),
    (f"vault token s.{KEY}", f"s.{KEY}"),
    (f"private key 0x{HEX}{HEX}", f"0x{HEX}{HEX}"),
    ("wJalrXUt7FEMI/K7MDENG/bPxRfiCYzzzzzzKEZ is the secret key", "wJalrXUt7FEMI/K7MDENG/bPxRfiCYzzzzzzKEZ"),
    (f"{KEY} ist der API-Schlüssel", KEY),
    ("user admin pass Katze12!", "Katze12!"),
    ("credentials are admin:Katze12!", "Katze12!"),
    ("die Zugangsdaten sind anna / Winter!2023", "Winter!2023"),
    ("mdp azerty75!", "azerty75!"),
    ("PIN 4821", "4821"),
    ("PUK 12345678", "12345678"),
]
SHAPES = [
    (f"re_aB3dE6gH_{KEY}", f"re_aB3dE6gH_{KEY}"),
    (f"grafana: {GRAFANA}", GRAFANA),
    (f"wallet {WALLET}", WALLET),
    ("docker login -u anna -p Katze12x registry.firma.de", "Katze12x"),
    ("helm registry login -u anna --password 'Katze 12' r.firma.de", "Katze 12"),
    ("redis-cli -h db -a Katze12x ping", "Katze12x"),
]
PHRASES = [
    ('export DB_PASS="correct horse battery"', "correct horse battery"),
    ('DB_PASSWORD="two words"', "two words"),
    ('password: "two words"', "two words"),
    ('SECRET="my super secret"', "my super secret"),
    ("JWT_SECRET=my-super-secret-value", "my-super-secret-value"),
    ("JWT_SECRET=correct-horse-battery\nPORT=80", "correct-horse-battery"),
    ("Passwort: Mein Hund ist toll!", "Mein Hund ist toll!"),
]
NOTHING = [
    "the token bucket algorithm with internationalisation",
    "api key 550e8400-e29b-41d4-a716-446655440000",
    "secret token_of_the_project_is_configured_in_settings",
    "access token refresh_token_grant_type_2024_v2_x1",
    "private key /etc/ssl/private/example_2024_key_0001.pem",
    "auth token application/x-www-form-urlencoded2024.v1/x",
    "the class InternationalisationMixin is the secret key of it",
    "com.example.auth.TokenProvider2 is the default token",
    "password PBKDF2 hash",
    "password Argon2id!",
    "password SHA-256? or bcrypt12?",
    "reset password anna12@web.de",
    "password https://x.eu/reset?id=12&x=1",
    "password --user=anna12!",
    "pass Katze to the function",
    "user admin pass through",
    "credentials are admin:viewer",
    "pin 4821 of them",
    "PIN 13 is high",
    "PIN 48210",
    "PIN 4821-22",
    "GPIO PIN 2, PUK 1234",
    "re_compile_pattern_with_all_groups_of_them",
    "eyJrIjoi is a head",
    WALLET[:-1] + "G",
    "docker login registry.firma.de",
    "docker login -u anna --password-stdin",
    "docker login -p $TOKEN",
    "SECRET=prod-db-credentials",
    "CLIENT_SECRET=azure-client-secret",
    "DB_PASSWORD=your-password-goes-here",
    'PASSWORD="enter your password"',
    'password: "wrong password"',
    'password: "not allowed"',
    'password: "Passwort vergessen"',
    "Password: Never share it with others!",
    "Passwort: Bitte nicht weitergeben!",
    "Password: What is it good for?",
    r"Will pass --lower to f2py\nSee the manual",
    "newPassword===e.confirmNewPassword",
    "do not pass 'self' as callback to 'finalize'",
    "arn:aws:secretsmanager:us-west-2:123456789012:secret:MyDatabase-a1b2c3",
    'publicKeyToken="1fc8b3b9a1e18e3b"',
    "username = password = port = None",
]


@pytest.mark.parametrize(("text", "secret"), ELEMENTS)
def test_an_element_or_a_variable_of_a_list_names_its_secret(text: str, secret: str) -> None:
    assert found(text, KIND) == [secret]


@pytest.mark.parametrize("text", NO_ELEMENTS)
def test_elements_without_a_value_of_their_own_hold_none(text: str) -> None:
    assert found(text, KIND) == []


@pytest.mark.parametrize(("text", "secret"), [*BESIDE, *SHAPES])
def test_a_secret_right_beside_its_name_needs_no_colon(text: str, secret: str) -> None:
    assert found(text, KIND) == [secret]


@pytest.mark.parametrize(("text", "secret"), PHRASES)
def test_a_phrase_of_words_is_a_password_where_only_one_can_stand(text: str, secret: str) -> None:
    assert found(text, KIND) == [secret]


@pytest.mark.parametrize("text", NOTHING)
def test_labels_code_and_talk_beside_such_words_are_no_secrets(text: str) -> None:
    assert found(text, KIND) == []


@pytest.mark.parametrize(
    "text",
    [
        f"Clé API révoquée ({HEX}), nouvelle clé remise",
        f"la chiave {HEX} era nel repository",
        f"der Schlüssel {HEX} lag im Repo",
        f"klucz {HEX} wyciekł",
        f"de sleutel {HEX} is gelekt",
        f"API key rotated yesterday {HEX}",
        f"la clave {HEX} estaba en el repo",
    ],
)
def test_a_key_in_hexadecimal_is_found_behind_a_remark(text: str) -> None:
    assert found(text, KIND) == [HEX]


@pytest.mark.parametrize(
    "text",
    [
        f"cache key {HEX} missing",
        f"clé publique {HEX}",
        f"chiave primaria {HEX}",
        f"public API key fingerprint {HEX}",
        f"Cache-Schlüssel {HEX}",
        f"klucz {'0' * 32}",
        f"la clave de {HEX}/x",
    ],
)
def test_the_same_digits_of_a_cache_or_in_public_are_no_secret(text: str) -> None:
    assert found(text, KIND) == []
