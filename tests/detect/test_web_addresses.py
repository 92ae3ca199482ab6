"""URL is looked for only where it is asked for; `found` here asks."""

import time

import pytest
from detect_reading import engine
from hypothesis import given
from hypothesis import strategies as st

from router.detect.identifiers import cue_finder, web_addresses
from router.detect.page import Page

ASKED = frozenset({"URL"})


def found(text: str) -> list[str]:
    return [text[one.start : one.end] for one in engine().scan(text, "", ASKED) if one.kind == "URL"]


def read(text: str) -> list[str]:
    return [text[one.start : one.end] for one in web_addresses.find(Page(text, cue_finder()))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see https://example.com/a?b=c#d, or HTTP://X.ORG.", ["https://example.com/a?b=c#d", "HTTP://X.ORG"]),
        (
            "http://10.0.0.1:8080/x http://[::1]:80/ ws://localhost",
            ["http://10.0.0.1:8080/x", "http://[::1]:80/", "ws://localhost"],
        ),
        ("(www.example.org) www.a-b.de/x_(y)!", ["www.example.org", "www.a-b.de/x_(y)"]),
        ("example.de, shop.example.co.uk/x/y. münchen.de", ["example.de", "shop.example.co.uk/x/y", "münchen.de"]),
        ("Booking.com or EXAMPLE.COM, example.eu:8443", ["Booking.com", "EXAMPLE.COM", "example.eu:8443"]),
        ("[link](https://x.com/y) <a href='https://a.b/c'>", ["https://x.com/y", "https://a.b/c"]),
        ('"url":"https://q.w/e","b":1', ["https://q.w/e"]),
        ("https://a.com,https://b.com;ftp://h/x", ["https://a.com", "https://b.com", "ftp://h/x"]),
        ("strona allegro.pl, sklep.allegro.pl, site: main.rs", ["allegro.pl", "sklep.allegro.pl", "main.rs"]),
        (
            "www.foo.py, https://foo.sh, bit.ly/3xY, notion.so/page",
            ["www.foo.py", "https://foo.sh", "bit.ly/3xY", "notion.so/page"],
        ),
        ("bahn.de! repubblica.it? wetter.info", ["bahn.de", "repubblica.it", "wetter.info"]),
        ("http:\\/\\/json.example\\/x", ["http:\\/\\/json.example\\/x"]),
    ],
)
def test_an_address_of_a_site_is_found_whole(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "mail anna@example.com, anna.de@example.com, anna@mail.example.co.uk",
        "os.path foo.bar() e.g. Node.js end.It was; ok.it was; me.in the, etc.no, i.e. U.S. a.m. z.B.",
        "foo.py main.rs:14 ./script.sh parse.pl README.md lib.so app.zip clip.mov v1.2.so types.app",
        "logger.info('x') user.id java.io.File com.example.shop ASP.NET self.me a.is = 1 df.at[0] x.to",
        "1.5.de 3.pm 10.2.3.4 1.2.3 /etc/nginx/example.com my_example.com $example.com -x.com a..com",
        "https:// http:// :// www. www.x www..com example.companyx example.com.evil",
    ],
)
def test_methods_files_mailboxes_and_sentences_are_left_alone(text: str) -> None:
    assert found(text) == []


def test_nothing_is_looked_for_unless_it_is_asked_for() -> None:
    text = "see https://example.com/page"
    assert engine().scan(text) == ()
    assert found(text) == ["https://example.com/page"]


@pytest.mark.parametrize(
    "text",
    [
        "postgres://ann:s3cretPa55@10.2.3.4:5432/db and https://example.com/?mail=ann@example.com",
        "http://83.12.44.9/2021/05/12 from anna@example.com",
    ],
)
def test_what_else_is_found_is_the_same_with_addresses_of_sites_as_without(text: str) -> None:
    assert [one for one in engine().scan(text, "", ASKED) if one.kind != "URL"] == list(engine().scan(text))


PIECES = st.sampled_from(
    ["https://", "www.", "a", ".", "com", "de", "/", "@", ":80", ",", ")", "(", " ", "é", "-", "İ", "\n"]
)


@given(st.lists(PIECES, max_size=20).map("".join))
def test_addresses_of_sites_are_in_order_and_apart(text: str) -> None:
    done = 0
    for start, end, _ in web_addresses.find(Page(text, cue_finder())):
        assert done <= start < end <= len(text)
        assert "." in text[start:end] or "://" in text[start:end]
        done = end


@pytest.mark.parametrize(
    "unit",
    [
        "a.",
        "a.com",
        "a.com ",
        "a.com.x-",
        "www.",
        "https://",
        "https://,",
        ",https://a",
        "a://",
        "()",
        "a.de)",
        "a-",
        "http://x)",
    ],
)
def test_time_is_linear_for_addresses_of_hostile_texts(unit: str) -> None:
    page = Page(unit * (200_000 // len(unit)), cue_finder())
    started = time.process_time()
    list(web_addresses.find(page))
    assert time.process_time() - started < 2
