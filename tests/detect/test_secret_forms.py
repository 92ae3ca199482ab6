"""Secrets in forms of one product each: found there, and what only resembles them stays."""

from base64 import b64encode

import pytest
from detect_reading import engine, found

KIND = "SECRET"
MIXED = "4mXk29fLqPz81RtYwB7nVc3Ds6Hj0Ga5EuQi" * 10
UUID = "279a2e9d-83b3-c416-7e2d-f721593e42a0"
HEX = "7f3a9c04e1b8d652" * 4
LOGIN = b64encode(b"deploy:S3cretPw!23").decode()
WORDS = (
    *("abandon", "ability", "able", "about", "above", "absent", "absorb", "abstract", "absurd", "abuse", "access"),
    *("accident", "account", "accuse", "achieve", "acid", "acoustic", "acquire", "across", "act", "action", "actor"),
    *("actress", "actual"),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f'{{"auths":{{"https://index.docker.example/v1/":{{"auth":"{LOGIN}"}}}}}}', LOGIN),
        ("jdbc:oracle:thin:hr/Geh31mP4ss@//db:1521/x", "Geh31mP4ss"),
        ("url=jdbc:oracle:oci8:scott/tiger@orcl", "tiger"),
        ("sqlplus -S hr/Geh31mP4ss@//db:1521/x @run.sql", "Geh31mP4ss"),
        ('password = os.environ.get("DB_PW", "Zonnebloem8")', "Zonnebloem8"),
        ("PW = os.getenv('DB_PASSWORD', default='Zonnebloem8')", "Zonnebloem8"),
        ("const pw = process.env.DB_PASSWORD || 'Zonnebloem8';", "Zonnebloem8"),
        ("const k = process.env['STRIPE_SECRET'] ?? '4mXk29fLqPz81R'", "4mXk29fLqPz81R"),
        ('ENV.fetch("JWT_SECRET", "4mXk29fLqPz81R")', "4mXk29fLqPz81R"),
        (f"deepl auth key {UUID}:fx", f"{UUID}:fx"),
        (f"heroku: HRKU-{UUID}", f"HRKU-{UUID}"),
        (f"honeycomb hcaik_{HEX[:58]}", f"hcaik_{HEX[:58]}"),
        (f"okta 00{MIXED[:40]}, that is it", f"00{MIXED[:40]}"),
        (f"postmark server token {UUID}.", UUID),
        (f"bot.login('MTIzNDU2Nzg5MDEyMzQ1Njc4.Gh1Jk2.{MIXED[:38]}')", f"MTIzNDU2Nzg5MDEyMzQ1Njc4.Gh1Jk2.{MIXED[:38]}"),
        (f"eth privkey 0x{HEX[:64]}", f"0x{HEX[:64]}"),
        ("userPassword: {SSHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g1kUfx", "{SSHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g1kUfx"),
        ("mysql -u app -pBlau&Wal7 prod", "Blau&Wal7"),
        ("mysql -u app -pBlauWal7&& ls", "BlauWal7"),
        ("ldapsearch -D cn=admin -w Quitte!9 -b dc=x", "Quitte!9"),
        ("bindpw quitte-77x", "quitte-77x"),
        ("requirepass Quitte77", "Quitte77"),
        ("PGPASSWORD=papaya psql -h db", "papaya"),
        ("ansible_become_pass: quitte!", "quitte!"),
        ('network={\n psk="tee mit honig 12"\n}', "tee mit honig 12"),
        ('$p = ConvertTo-SecureString "Grünfink#77" -AsPlainText -Force', "Grünfink#77"),
        ("net user Administrator Gr@nfink! /add", "Gr@nfink!"),
        ("user: bob, password: Turkey-77", "Turkey-77"),
        (f"Authorization: ApiKey {MIXED[:60]}", MIXED[:60]),
        (f"elastic ApiKey {MIXED[:60]} is live", MIXED[:60]),
        (f"token EAA{MIXED[:150]}", f"EAA{MIXED[:150]}"),
        (f"gemini AQ.Ab8RN6{MIXED[:44]}", f"AQ.Ab8RN6{MIXED[:44]}"),
        (
            f"post to https://outlook.office.com/webhook/{UUID}@{UUID}/IncomingWebhook/{HEX[:32]}/{UUID}",
            f"outlook.office.com/webhook/{UUID}@{UUID}/IncomingWebhook/{HEX[:32]}/{UUID}",
        ),
        (
            f"https://x.environment.api.powerplatform.com:443/a/triggers/manual/paths/invoke?api-version=1&sig={MIXED[:43]}",
            MIXED[:43],
        ),
        (f"https://hooks.slack.com/services/T0ABCDEFG/B0ABCDEFG/{MIXED[:24]}",
         f"hooks.slack.com/services/T0ABCDEFG/B0ABCDEFG/{MIXED[:24]}"),
        (f"https://discord.com/api/webhooks/123456789012345678/{MIXED[:68]}",
         f"discord.com/api/webhooks/123456789012345678/{MIXED[:68]}"),
    ],
)  # fmt: skip
def test_a_secret_is_told_by_the_form_of_its_product(text: str, expected: str) -> None:
    assert found(text, KIND) == [expected]


def test_a_login_of_docker_is_found_where_its_key_is_a_hint() -> None:
    assert [one.kind for one in engine().scan(LOGIN, "auth auths")] == [KIND]


@pytest.mark.parametrize("count", [12, 15, 18, 21, 24])
@pytest.mark.parametrize(
    "frame", ["mnemonic: {}", "seed phrase {}", "my recovery phrase is {}.", "MNEMONIC={}", "secret words: {}\nthanks"]
)
def test_the_words_of_a_wallet_are_found_behind_their_name(count: int, frame: str) -> None:
    phrase = " ".join(WORDS[:count])
    assert found(frame.format(phrase).replace("MNEMONIC=", "MNEMONIC= "), KIND) == [phrase]


def test_numbered_words_of_a_wallet_are_found() -> None:
    numbered = " ".join(f"{number}. {word}" for number, word in enumerate(WORDS[:12], 1))
    assert found(f"recovery phrase:\n{numbered}", KIND) == [numbered.removeprefix("1. ")]


@pytest.mark.parametrize(
    "text",
    [
        "le code pin de ma carte {}",
        "le code PIN pour mon téléphone {}",
        "il codice pin del mio bancomat {}",
        "der PIN-Code von meiner Karte {}",
        "el código pin de mi tarjeta {}",
        "de pincode van mijn pas {}",
        "kod pin do mojej karty {}",
        "my card pin {}",
        "the pin code of her card {}",
    ],
)
def test_what_a_pin_is_of_may_stand_between(text: str) -> None:
    assert found(text.format("4831"), KIND) == ["4831"]


PRIVATE = "AAAAIBl3vQJpNjz6QX8c0p2Yw1o7mB5r9kTgHs4dLfUeVnXa"
PUTTY = (
    "PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nComment: eddsa-key\nPublic-Lines: 2\n"
    f"{MIXED[:64]}\nBbBM\nPrivate-Lines: 2\n{MIXED[5:69]}\n{PRIVATE}\nPrivate-MAC: {HEX}"
)


@pytest.mark.parametrize("new_line", ["\n", "\r\n", "\\n"])
def test_the_private_lines_of_putty_are_found_and_the_public_ones_stay(new_line: str) -> None:
    text = f"{PUTTY}\nBye, and thanks.".replace("\n", new_line)
    private = f"{MIXED[5:69]}\n{PRIVATE}\nPrivate-MAC: {HEX}".replace("\n", new_line)
    assert found(text, KIND) == [private]


@pytest.mark.parametrize(
    "text",
    [
        'os.environ.get("DB_PASSWORD_FILE", "/run/secrets/db")',
        'os.environ.get("MAX_TOKENS", "4096000")',
        'os.getenv("API_KEY", "your-api-key")',
        'os.getenv("DB_PASSWORD", "changeme")',
        "process.env.NODE_ENV || 'development'",
        "${LOG_LEVEL:-info}",
        '{"auth": "basicauthentication"}',
        "jdbc:oracle:thin:@//db:1521/x",
        "jdbc:oracle:thin:${USER}/${PASS}@db",
        "the code of conduct of our club 2024",
        "mnemonic: please excuse my dear aunt sally",
        "Private-Lines: see the manual",
        "apikey authentication is required here",
        f"commit {UUID}:fxp",
        "connector pin of the lower row 1234",
    ],
)
def test_what_only_resembles_them_stays(text: str) -> None:
    assert found(text, KIND) == []


@pytest.mark.parametrize(
    "text",
    [
        "type User { user_pass: String! }",
        "net user anna /domain",
        "net user anna *",
        "ConvertTo-SecureString $env:PASSWORD -AsPlainText",
        "the okta group 00 of the staff",
        f"postmark template {'x' * 60}",
        "requirepass ${REDIS_PASSWORD}",
        "PGPASSWORD=required psql",
        "mysql -h db -p prod",
    ],
)
def test_what_only_stands_where_a_secret_may_is_none(text: str) -> None:
    assert found(text, KIND) == []
