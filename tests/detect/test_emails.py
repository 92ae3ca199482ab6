# ruff: noqa: RUF001 - look-alikes and other scripts are what is tested
import pytest
from detect_reading import found

KIND = "EMAIL_ADDRESS"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mail john.doe@example.com.", ["john.doe@example.com"]),
        ("john+tag_1@mail.example.co.uk, ann@x.eu;bob@y.de", ["john+tag_1@mail.example.co.uk", "ann@x.eu", "bob@y.de"]),
        ("müller@büchér.de und josé@пример.рф", ["müller@büchér.de", "josé@пример.рф"]),
        ("user@xn--bcher-kva.xn--p1ai", ["user@xn--bcher-kva.xn--p1ai"]),
        ('"john.doe"@example.com', ['"john.doe"@example.com']),
        ("o'brien@x.ie said 'ann@x.eu'", ["o'brien@x.ie", "ann@x.eu"]),
        ("mailto:ann@x.eu?subject=x", ["ann@x.eu"]),
        ("to=ann@x.eu&cc=bob@y.de", ["ann@x.eu", "bob@y.de"]),
        ("<ann@x.eu> {bob@y.de} |eve@z.fr|", ["ann@x.eu", "bob@y.de", "eve@z.fr"]),
        ("write to ann@acme.com.Thanks a lot", ["ann@acme.com"]),
        ("ann@[192.168.1.7] and ann@x.eu>", ["ann@[192.168.1.7]", "ann@x.eu"]),
        ("john (at) example (dot) com", ["john (at) example (dot) com"]),
        ("john[at]example.com", ["john[at]example.com"]),
        ("ann＠exa\u200bmple。com", ["ann＠exa\u200bmple。com"]),
        ("jo\u00adhn@example.com", ["jo\u00adhn@example.com"]),
        ("«ann@x.eu»", ["ann@x.eu"]),
        ("-----ann@x.eu", ["ann@x.eu"]),
        ('"john doe"@example.com', ['"john doe"@example.com']),
        ("bob@3m.md and anna@2fast.js", ["bob@3m.md", "anna@2fast.js"]),
        ("x" * 100 + "@x.eu", ["x" * 64 + "@x.eu"]),
    ],
)
def test_an_address_is_found_whole_and_alone(text: str, expected: list[str]) -> None:
    assert found(text, KIND) == expected


@pytest.mark.parametrize(
    "text",
    [
        "git@github.com:acme/router.git",
        "npm i lodash@4.17.21 @scope/pkg@2.0.0",
        "icon@2x.png and photo@3x.jpg, lib@2.js x@1.2.py",
        "anna @ firma.de and {anna,bert}@firma.de",
        "@app.route('/x') and @property",
        "meet @ noon. or @home",
        "user@localhost",
        "a@b",
        "foo@.com @@ x@@y.zz",
        "postgres://ann:s3cr3t@db.example.com/x",
        "Guaranty.do this",
    ],
)
def test_what_merely_has_an_at_sign_is_no_address(text: str) -> None:
    assert found(text, KIND) == []
