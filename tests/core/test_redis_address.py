import pytest

from router.core.redis_address import parse_redis

GOOD = [
    ("redis://cache", ("cache", 6379, None, False, None, None, 0, "sov")),
    ("redis://u:p%40ss@cache:7000/3", ("cache", 7000, None, False, "u", "p@ss", 3, "sov")),
    ("rediss://:p@[::1]:7000/?prefix=acme_1", ("::1", 7000, None, True, None, "p", 0, "acme_1")),
    ("unix:///run/redis/r.sock?prefix=b", ("", 6379, "/run/redis/r.sock", False, None, None, 0, "b")),
    ("unix://u:p@/run/r%20s", ("", 6379, "/run/r s", False, "u", "p", 0, "sov")),
]

WRONG = [
    *("", "cache", "http://hunter2@cache", "redis://", "redis:///0", "redis://u:hunter2@", "redis://hunter2:port"),
    *("redis://hunter2/a", "redis://cache/1/2", "redis://cache/-1", "redis://hunter2?db=1", "redis://cache#hunter2"),
    *("redis://cache?prefix=", "redis://cache?prefix=a:b", "redis://cache?prefix={a}", "redis://cache?prefix"),
    *("unix://cache/run/r.sock", "unix://", "unix:///", "redis://cache:99999", "redis+cluster://cache", "sentinel://c"),
]


@pytest.mark.parametrize(("url", "parts"), GOOD)
def test_an_address_is_read(url: str, parts: tuple[object, ...]) -> None:
    address = parse_redis(url)
    found = (address.host, address.port, address.socket, address.is_tls, address.user, address.password)
    assert (*found, address.database, address.prefix) == parts


@pytest.mark.parametrize("url", WRONG)
def test_what_is_none_is_refused_with_the_cure_and_without_itself(url: str) -> None:
    with pytest.raises(ValueError, match="write redis://USER@HOST") as raised:
        parse_redis(url)
    assert "hunter2" not in str(raised.value)
    assert raised.value.__context__ is None or raised.value.__suppress_context__


def test_a_place_is_shown_without_the_password() -> None:
    address = parse_redis("redis://u:hunter2@cache:7000/3")
    assert address.place == "Redis at cache:7000"
    assert "hunter2" not in repr(address)
    assert parse_redis("unix:///run/r.sock").place == "Redis at /run/r.sock"
