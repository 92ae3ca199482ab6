from router.detect.merging import Found, merge, unite

MAIL = Found(5, 20, "EMAIL_ADDRESS", 0.95, "email")
HEALTH = Found(0, 30, "HEALTH", 0.9, "health")


def test_a_signal_stands_beside_what_it_overlaps() -> None:
    assert merge([MAIL, HEALTH]) == (HEALTH, MAIL)


def test_signals_of_a_kind_that_overlap_are_one() -> None:
    assert merge([HEALTH, HEALTH._replace(start=20, end=40)]) == (HEALTH._replace(end=40),)


def test_what_is_kept_by_default_never_names_what_is_not() -> None:
    for kind in ("PERSON", "EMAIL_ADDRESS", "ADDRESS", "CUSTOM_TERM"):
        for kept in ("DATE_TIME", "LOCATION", "NRP", "ORGANIZATION", "TITLE", "URL"):
            run = [Found(0, 40, kept, 1.0, "a"), Found(0, 40, kind, 0.8, "b")]
            assert [one.kind for one in merge(run)] == [kind]


def test_kinds_that_are_united_stay_apart() -> None:
    other = MAIL._replace(kind="CUSTOM_TERM", start=0)
    assert unite([MAIL, other, MAIL._replace(start=10, end=25)]) == (other, MAIL._replace(end=25))


DATE = Found(5, 24, "DATE_TIME", 0.8, "date_time")


def test_a_date_widens_nothing_that_it_overlaps() -> None:
    for kind in ("PHONE_NUMBER", "LOCATION", "PERSON"):
        other = Found(20, 40, kind, 0.9, "other")
        assert merge([other, DATE]) == (DATE, other)


def test_a_date_within_something_graver_goes_but_never_within_what_may_be_kept() -> None:
    for kind in ("DATE_OF_BIRTH", "NATIONAL_ID", "SECRET"):
        for bounds in ((5, 24), (0, 24), (5, 30)):
            cover = Found(*bounds, kind, 0.9, "other")
            assert merge([DATE, cover]) == (cover,)
    for kind in ("LOCATION", "ORGANIZATION", "HEALTH"):
        assert DATE in merge([DATE, Found(0, 40, kind, 0.9, "other")])


def test_kinds_on_request_neither_widen_nor_hide_each_other_or_what_they_overlap() -> None:
    address, date = Found(0, 40, "URL", 0.9, "web_address"), Found(20, 30, "DATE_TIME", 0.8, "date_time")
    machine = Found(7, 18, "IP_ADDRESS", 0.9, "ip")
    assert merge([machine, date, address]) == (address, machine, date)
    for kind in ("NRP", "TITLE", "URL"):
        one = DATE._replace(kind=kind)
        assert merge([one, DATE._replace(start=20, end=40, kind="PERSON")])[0] == one
        assert merge([one, one._replace(kind="PERSON", start=0)]) == (one._replace(kind="PERSON", start=0),)
        assert one in merge([one, one._replace(kind="ORGANIZATION", start=0)])


def test_a_date_that_goes_on_behind_a_birth_date_stays_whole() -> None:
    birth = DATE._replace(kind="DATE_OF_BIRTH", end=15)
    assert merge([DATE, birth]) == (birth, DATE)
