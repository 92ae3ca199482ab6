import pytest

from router.core.roles import HOLDERS, Right, Role, RoleAt, is_for, may, may_at, parse_role_map, parse_roles

ALLOWED = {
    (Role.ADMIN, Right.LOOK): True,
    (Role.ADMIN, Right.READ_LEDGER): True,
    (Role.ADMIN, Right.REVOKE_KEYS): True,
    (Role.ADMIN, Right.STOP): True,
    (Role.APPROVER, Right.LOOK): True,
    (Role.APPROVER, Right.READ_LEDGER): False,
    (Role.APPROVER, Right.REVOKE_KEYS): False,
    (Role.APPROVER, Right.STOP): False,
    (Role.AUDITOR, Right.LOOK): True,
    (Role.AUDITOR, Right.READ_LEDGER): True,
    (Role.AUDITOR, Right.REVOKE_KEYS): False,
    (Role.AUDITOR, Right.STOP): False,
    (Role.READ_ONLY, Right.LOOK): True,
    (Role.READ_ONLY, Right.READ_LEDGER): False,
    (Role.READ_ONLY, Right.REVOKE_KEYS): False,
    (Role.READ_ONLY, Right.STOP): False,
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


ADMIN, AUDITOR = RoleAt(Role.ADMIN, "*"), RoleAt(Role.AUDITOR, "*")


@pytest.mark.parametrize(
    ("right", "tenant", "wanted"),
    [
        (Right.REVOKE_KEYS, "acme", True),
        (Right.REVOKE_KEYS, "globex", False),
        (Right.READ_LEDGER, "globex", True),
        (Right.READ_LEDGER, "initech", False),
        (Right.READ_LEDGER, None, False),
        (Right.LOOK, "acme", True),
    ],
)
def test_a_role_at_one_tenant_gives_nothing_at_another(right: Right, tenant: str | None, wanted: bool) -> None:
    grants = (RoleAt(Role.ADMIN, "acme"), RoleAt(Role.AUDITOR, "globex"))
    assert may_at(grants, right, tenant) is wanted
    assert may_at((*grants, ADMIN), right, tenant)


@pytest.mark.parametrize(
    ("text", "claim", "grants"),
    [
        ("groups:ops=admin", "groups", {"ops": (ADMIN,)}),
        ("groups: ops = admin , audit=auditor", "groups", {"ops": (ADMIN,), "audit": (AUDITOR,)}),
        ("https://corp.example/groups:ops=admin", "https://corp.example/groups", {"ops": (ADMIN,)}),
        ("groups:a=b=auditor", "groups", {"a=b": (AUDITOR,)}),
        ("roles:ops=admin@acme", "roles", {"ops": (RoleAt(Role.ADMIN, "acme"),)}),
        (
            "roles:ops=admin@acme, ops = auditor @ globex ,ops=auditor",
            "roles",
            {"ops": (RoleAt(Role.ADMIN, "acme"), RoleAt(Role.AUDITOR, "globex"), AUDITOR)},
        ),
    ],
)
def test_a_role_map_names_a_claim_and_what_each_value_gives(
    text: str, claim: str, grants: dict[str, tuple[RoleAt, ...]]
) -> None:
    assert parse_role_map(text) == (claim, grants)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "groups",
        "groups:",
        "groups:ops",
        "ops=admin",
        "groups:ops=root",
        ":ops=admin",
        "groups:ops=admin@",
        "g:=admin",
    ],
)
def test_what_maps_nothing_is_no_role_map(text: str) -> None:
    with pytest.raises(ValueError, match="CLAIM:VALUE=ROLE"):
        parse_role_map(text)


@pytest.mark.parametrize("text", ["groups:ops=admin,ops=auditor", "groups:ops=admin@acme,ops=auditor@acme"])
def test_a_value_that_would_give_two_roles_at_one_place_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="CLAIM:VALUE=ROLE"):
        parse_role_map(text)


def test_a_grant_is_written_as_the_map_has_it() -> None:
    assert [str(ADMIN), str(RoleAt(Role.READ_ONLY, "acme"))] == ["admin", "read_only@acme"]
