import pytest

from router.core.roles import HOLDERS, Right, Role, is_for, may, parse_role_map, parse_roles

ALLOWED = {
    (Role.ADMIN, Right.LOOK): True,
    (Role.ADMIN, Right.READ_LEDGER): True,
    (Role.ADMIN, Right.REVOKE_KEYS): True,
    (Role.APPROVER, Right.LOOK): True,
    (Role.APPROVER, Right.READ_LEDGER): False,
    (Role.APPROVER, Right.REVOKE_KEYS): False,
    (Role.AUDITOR, Right.LOOK): True,
    (Role.AUDITOR, Right.READ_LEDGER): True,
    (Role.AUDITOR, Right.REVOKE_KEYS): False,
    (Role.READ_ONLY, Right.LOOK): True,
    (Role.READ_ONLY, Right.READ_LEDGER): False,
    (Role.READ_ONLY, Right.REVOKE_KEYS): False,
}


def test_every_role_has_exactly_the_rights_of_this_table() -> None:
    assert {(role, right): may([role], right) for role in Role for right in Right} == ALLOWED
    assert HOLDERS.keys() == set(Right)


def test_several_roles_may_what_any_of_them_may_and_none_may_nothing() -> None:
    assert may([Role.READ_ONLY, Role.AUDITOR], Right.READ_LEDGER)
    assert not any(may([], right) for right in Right)


@pytest.mark.parametrize(
    ("tenants", "tenant", "wanted"),
    [
        (("*",), "acme", True),
        (("*",), None, True),
        (("acme",), "acme", True),
        (("acme",), "acme2", False),
        (("acme",), None, False),
        (("acme",), "*", False),
        ((), "acme", False),
    ],
)
def test_the_router_itself_is_for_those_alone_who_are_for_all_tenants(
    tenants: tuple[str, ...], tenant: str | None, wanted: bool
) -> None:
    assert is_for(tenants, tenant) is wanted


def test_roles_are_taken_once_and_in_one_order() -> None:
    assert parse_roles(["auditor", "admin", "auditor"]) == (Role.ADMIN, Role.AUDITOR)


@pytest.mark.parametrize("names", [[], ["root"], ["admin", "root"], ["Admin"]])
def test_what_is_no_role_is_refused_with_those_that_are(names: list[str]) -> None:
    with pytest.raises(ValueError, match="admin, approver, auditor, read_only"):
        parse_roles(names)


@pytest.mark.parametrize(
    ("text", "claim", "roles"),
    [
        ("groups:ops=admin", "groups", {"ops": Role.ADMIN}),
        ("groups: ops = admin , audit=auditor", "groups", {"ops": Role.ADMIN, "audit": Role.AUDITOR}),
        ("https://corp.example/groups:ops=read_only", "https://corp.example/groups", {"ops": Role.READ_ONLY}),
        ("groups:a=b=approver", "groups", {"a=b": Role.APPROVER}),
    ],
)
def test_a_role_map_names_a_claim_and_a_role_for_each_value(text: str, claim: str, roles: dict[str, Role]) -> None:
    assert parse_role_map(text) == (claim, roles)


@pytest.mark.parametrize("text", ["", "groups", "groups:", "groups:ops", "ops=admin", "groups:ops=root", ":ops=admin"])
def test_what_maps_nothing_is_no_role_map(text: str) -> None:
    with pytest.raises(ValueError, match="CLAIM:VALUE=ROLE"):
        parse_role_map(text)


def test_a_value_that_would_give_two_roles_is_refused() -> None:
    with pytest.raises(ValueError, match="CLAIM:VALUE=ROLE"):
        parse_role_map("groups:ops=admin,ops=auditor")
