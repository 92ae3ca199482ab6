from base64 import urlsafe_b64encode

import pytest
from detect_reading import found

KIND = "SECRET"
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJ0123456789"
HEX = "0123456789abcdef"

KEYS = [
    *(
        "AKIAIOSFODNN7EXAMPLE",
        "ASIAIOSFODNN7EXAMPLE",
        f"ghp_{LETTERS[:36]}",
        f"gho_{LETTERS[:36]}",
        f"ghs_{LETTERS[:36]}",
    ),
    *(
        f"github_pat_{LETTERS[:22]}_{LETTERS}",
        f"glpat-{LETTERS[:20]}",
        "xoxb-1234567890-abcdefghij",
        f"sk_live_{LETTERS[:24]}",
    ),
    *(
        f"rk_live_{LETTERS[:24]}",
        f"sk-{LETTERS}",
        f"sk-proj-{LETTERS}",
        f"sk-ant-api03-{LETTERS}",
        f"AIza{LETTERS[:35]}",
    ),
    *(
        f"SG.{LETTERS[:22]}.{LETTERS[:43]}",
        f"SK{HEX * 2}",
        f"npm_{LETTERS[:36]}",
        f"pypi-AgE{LETTERS}",
        f"hf_{LETTERS[:34]}",
    ),
    *(f"dop_v1_{HEX * 4}", f"sov_ab12cd_{LETTERS[:32]}_1a2b3c", f"hvs.{LETTERS[:24]}", f"123456789:AA{LETTERS[:33]}"),
]


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("frame", ["{}", "use {}.", "key='{}'", "Bearer {}", "{}\n", "https://x.eu/?k={}&y=1"])
def test_a_key_is_told_by_its_looks_wherever_it_stands(key: str, frame: str) -> None:
    assert found(frame.format(key), KIND) == [key]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('password = "hunter2"', "hunter2"),
        ("password: hunter2", "hunter2"),
        ("PASSWORD=Tr0ub4dor&3", "Tr0ub4dor&3"),
        ("my password is hunter2!", "hunter2!"),
        ("The password for the server is Tr0ub4dor&3.", "Tr0ub4dor&3"),
        ("Das Passwort lautet Sommer2024", "Sommer2024"),
        ("Mot de passe : Soleil123", "Soleil123"),
        ("la contraseña es Sol-1234", "Sol-1234"),
        ("la password è Sole1234", "Sole1234"),
        ("wachtwoord: Zon12345", "Zon12345"),
        ("hasło to Slonce12", "Slonce12"),
        ("passord: Sommer12", "Sommer12"),
        ("db.password=xK9jf", "xK9jf"),
        ('{"password": "correcthorse"}', "correcthorse"),
        (r"{\"password\": \"hunter2\"}", "hunter2"),
        (
            "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
            "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        ),
        ("api_key: 'abcd1234efgh'", "abcd1234efgh"),
        ("X-Api-Key: abcd1234efgh5678", "abcd1234efgh5678"),
        ("client_secret=a1b2c3d4e5f6", "a1b2c3d4e5f6"),
        ("Authorization: Bearer abcdef1234567890", "abcdef1234567890"),
        ("Authorization: Basic YW5uOnNlY3JldDE=", "YW5uOnNlY3JldDE="),
        ("postgres://ann:s3cr3t@db.example.com/x", "s3cr3t"),
        ("redis://:p4ss@10.0.0.1:6379", "p4ss"),
        ("AccountKey=" + "a1" * 43 + "==;", "a1" * 43 + "=="),
        ("PIN: 1234", "1234"),
        ('"cvv":"123"', "123"),
        ('password: "correct horse 9 battery!"', "correct horse 9 battery!"),
        ('password: "correct horse battery staple"', "correct horse battery staple"),
        ("Passwort: 'Sommer 2024!'", "Sommer 2024!"),
        ("password 'hunter2x9'", "hunter2x9"),
        ('password for admin: "hunter2x9"', "hunter2x9"),
        ("pass: S3cr3t!x", "S3cr3t!x"),
        ("db_pass=hunter2", "hunter2"),
        ("pw: S3cr3t!x", "S3cr3t!x"),
        ("the pw is Tr0ub4dor&3", "Tr0ub4dor&3"),
        ("curl -u anna:hunter2x9! https://x.de", "hunter2x9!"),
        ("curl -s --user 'anna:hunter2x9' https://x.de", "hunter2x9"),
        ("mysql -u root -pS3cr3tpw db", "S3cr3tpw"),
        ('sshpass -p "hunter2 x" ssh h', "hunter2 x"),
        ("Bearer abcdef1234567890abcdef", "abcdef1234567890abcdef"),
        ("AWS_SESSION_TOKEN=FwoGZXIvYXdzEJr//////////wEaDKx", "FwoGZXIvYXdzEJr//////////wEaDKx"),
    ],
)
def test_a_value_is_told_by_its_name(text: str, expected: str) -> None:
    assert found(text, KIND) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        *("password = os.environ['DB_PASSWORD']", "password: ${DB_PASSWORD}", "PASSWORD=$DB_PASS", "password: None"),
        *(
            "api_key: <your-key>",
            'api_key = "YOUR_API_KEY"',
            "token: {{ token }}",
            "password=****",
            'password: "changeme"',
        ),
        *(
            "The password is required.",
            "password: string",
            "password: str = Field(...)",
            "def f(password, token=None):",
        ),
        *(
            "login(user=user, password=user_password)",
            "token = tokenizer.encode(x)",
            "max_tokens = 4096",
            "token: 4096",
        ),
        *(
            "password is case-sensitive",
            "Password: 8-20 characters",
            'label="Password"',
            'placeholder="Enter your password"',
        ),
        *(
            "The secret of success is hard work",
            "mysql://root:${PW}@h/",
            "https://example.com:8080/a@b",
            "forgot password?",
        ),
        *("Tokens: input 1200, output 300", "secret: config.secret_name", "password: https://vault.x.eu/reset"),
        *(
            "commit 0123456789abcdef0123456789abcdef01234567",
            "550e8400-e29b-41d4-a716-446655440000",
            "eyJhbGciOi.eyfoo.bar",
        ),
        *(
            "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
            "task-ant-colony sk-learn risk-averse",
            "spinning: 12345",
        ),
        *(
            "GPIO pin: 13",
            "class SecretManager: pass",
            "bearer token is mandatory",
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI",
        ),
        *(
            'password: "must be at least 8 characters"',
            'password = "Enter your password 2"',
            "pass: 3 tests, pass=1, pass: 14/15, pass: 12345",
            "pass: test_foo_1",
            "bypass: abc1234",
            "the pass is 2nd",
            'grep "password" "file 2.txt"',
            "docker run -u 1000:1000 x",
            "curl -u $USER:$PASS https://x.de",
            "mysql -P 3306 -p db; mkdir -p /tmp/abcd1",
            "the bearer of internationalisation",
            "PW: 2.5 kg",
        ),
    ],
)
def test_placeholders_code_and_prose_are_no_secrets(text: str) -> None:
    assert found(text, KIND) == []


BODY = "\n".join(["MIIEpAIBAAKCAQEA" + "b" * 48] * 20) + "\nqqqq=="


@pytest.mark.parametrize("label", ["", "RSA ", "EC ", "OPENSSH ", "ENCRYPTED "])
def test_a_private_key_block_is_found_from_its_first_dash_to_its_last(label: str) -> None:
    block = f"-----BEGIN {label}PRIVATE KEY-----\n{BODY}\n-----END {label}PRIVATE KEY-----"
    assert found(f"here:\n{block}\nthanks", KIND) == [block]


def test_a_block_with_written_line_breaks_is_found() -> None:
    block = f"-----BEGIN PRIVATE KEY-----\n{BODY}\n-----END PRIVATE KEY-----\n".replace("\n", "\\n")
    assert found(f'{{"private_key": "{block}"}}', KIND) == [block.removesuffix("\\n")]


def test_a_block_that_lost_its_end_is_found_as_far_as_its_lines_go() -> None:
    block = f"-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\n{BODY}"
    assert found(f"{block}\nThanks, and bye.", KIND) == [block]


def test_a_block_that_lost_its_beginning_is_found_from_where_its_lines_begin() -> None:
    block = f"{BODY}\n-----END PRIVATE KEY-----"
    assert found(f"The rest is here.\n{block}\nbye", KIND) == [block]


def test_a_block_far_longer_than_a_chunk_is_one_finding() -> None:
    long_block = "-----BEGIN PGP PRIVATE KEY BLOCK-----\n" + BODY * 10 + "\n-----END PGP PRIVATE KEY BLOCK-----"
    assert len(long_block) > 10_000
    assert found("x " * 3000 + long_block, KIND) == [long_block]


def test_a_public_key_is_no_secret() -> None:
    assert found(f"-----BEGIN PUBLIC KEY-----\n{BODY}\n-----END PUBLIC KEY-----", KIND) == []


def _token(header: str, size: int) -> str:
    parts = [urlsafe_b64encode(part).rstrip(b"=").decode() for part in (header.encode(), b"{" + b"x" * size, b"s" * 32)]
    return ".".join(parts)


@pytest.mark.parametrize("size", [10, 20_000])
def test_a_json_web_token_is_found_however_long(size: int) -> None:
    token = _token('{"alg":"HS256","typ":"JWT"}', size)
    assert found(f"Bearer {token}, ok", KIND) == [token]


def test_three_parts_without_an_algorithm_are_no_token() -> None:
    assert found(_token('{"name":"x y z"}', 10), KIND) == []


@pytest.mark.parametrize(
    "text",
    [
        "secret_manager_get_secret_value",
        "secret_manager_secret_rotation_period_in_seconds_default",
        "google_secret_manager_secret_version",
        "def secret_detection_enabled_for_project(x)",
        "secret_scanning_push_protection: enabled",
        "secret_detection_v2_enabled_for_all_projects",
        "fw_download_manager_callback_name",
        "fw_download_manager_callback_name2",
        "lin_api_get_all_the_issues_of_team",
        "hf_hub_download_with_progress_callback",
        "sk-proj-name-of-the-project-here",
        "csk-some-long-dashed-class-name-x",
        "glsa_something_that_is_a_python_name",
        "aws_secret_access_key=credentials.secret_key,",
        "aws_secret_access_key=credentials.secret_key2,",
        "password=cfg.password1",
        "client_secret=app.client_secret2",
        "password = self.password1",
        "token = self.token_v2",
        'password=os.environ["DB_PASS1"]',
        "password=${DB_PASS1}",
        "kms_master_key: arn:aws:kms:eu-west-1:123456789012:key/abc12345",
        "secret=arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/db-AbCdEf",
        "https://%s:%s@host/",
        "https://user:pass@host:8080/",
        "https://user:password@host",
        "http://{user}:{password}@host",
        "http://<user>:<pass>@host",
        "http://%(user)s:%(password)s@host",
        "http://username:password@proxy:3128",
        "mysql://{}:{}@localhost",
        "http://$USER:$PASS@h",
        "user_pass = '%s:%s' % (a, b)",
        "# pass: pod2html",
        "pass: x1",
        "pass: 2nd",
        "pass: file2",
        "pass: step1",
        "pass bytes to `data=` or pass it to `client.create(...)`",
        "the token count on gemini-3",
        "api_key = $3::text",
        'api_key: "sk-1****cdef"',
        "AKIA" + "X" * 16,
        "sk-xxxxxxxxxxxxxxxxxxxxxxxx",
        "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "sk-ant-xxxxxxxxxxxxxxxxxxxx",
        "ghp_000000000000000000000000000000000000",
        "hf_" + "X" * 34,
        "xoxb-" + "X" * 12 + "-" + "X" * 12,
        "sk_live_xxxxxxxxxxxxxxxxxxxxxxxx",
        "AIza" + "X" * 35,
        "sk-proj-xxxx-xxxx-xxxx-xxxx",
    ],
)
def test_names_references_templates_and_fillers_are_no_secrets(text: str) -> None:
    assert found(text, KIND) == []


TAIL = "4mXk29fLqPz81RtYwB7nVc3Ds6Hj0"


@pytest.mark.parametrize(
    "key",
    [
        *("secret_" + TAIL, "ntn_" + TAIL, "lin_api_" + TAIL, "gsk_" + TAIL, "fw_3ZabcDefGhi9JKLmnoPqrsTu"),
        *("secret_abcdefghij0123456789abcdefghij", "pul-" + HEX * 2, "xoxb-1234567890-abcdefghij"),
    ],
)
def test_what_looks_random_behind_an_everyday_prefix_is_a_key(key: str) -> None:
    assert found(f"use {key} now", KIND) == [key]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://user:Tr0ub4dor3@host/", "Tr0ub4dor3"),
        ("pass: hunter2x9", "hunter2x9"),
        ("pass: S0mmerzeit", "S0mmerzeit"),
        ('pass: "pod2html"', "pod2html"),
        ('password="cfg.password1"', "cfg.password1"),
        ("password: Sommer.2024", "Sommer.2024"),
        ("password: berg_x9kf2", "berg_x9kf2"),
        ("token = q8Zr_k2Lw9Xe", "q8Zr_k2Lw9Xe"),
    ],
)
def test_a_value_that_only_resembles_a_name_or_a_template_is_a_secret(text: str, expected: str) -> None:
    assert found(text, KIND) == [expected]
