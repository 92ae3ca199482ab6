"""Who sees which row, and who may do what: said anew by each `migrate`, so that it also mends what somebody changed.

Three policies stand on every table with tenants: a permissive one that lets everything through, and two restrictive
ones that no later permissive policy can widen. `tenant`: rows of the tenant that the transaction is of (`app.tenant`;
unset or empty raises, which is wanted). `people`: who is no admin, auditor or the router itself (`app.role`) sees what
bears their own tag (`app.user`) or their team's (`app.team`), as `core.whose` makes them, and changes nothing. The
settings are read in sub-selects: once a statement, not once a row.

Row-level security is forced, so the owner of the tables is bound by it too. TRUNCATE, REFERENCES and TRIGGER pass by
policies, and the app's role has none of them.
"""

from typing import NamedTuple

OWNED = ("keys", "entries")
"""Tables whose rows bear the tag of a person or a team."""
UNOWNED = ("log", "subtrees", "checkpoints", "pending", "subjects", "rule_parts")

_TENANT = "tenant_id = (SELECT current_setting('app.tenant')::uuid)"
_SEES_ALL = "(SELECT current_setting('app.role') IN ('admin', 'auditor', 'system'))"
_WRITES = "(SELECT current_setting('app.role') IN ('admin', 'system'))"
_BY_OWNER = "owner = (SELECT nullif(current_setting('app.user'), ''))"
_BY_TEAM = "team = (SELECT nullif(current_setting('app.team'), ''))"


class Grant(NamedTuple):
    """What the app's role may do with a table of the schema. `columns`: those that UPDATE may change."""

    table: str
    privileges: tuple[str, ...]
    columns: tuple[str, ...] = ()

    @property
    def sql(self) -> str:
        """As GRANT takes it."""
        update = [f"UPDATE ({', '.join(self.columns)})"] if self.columns else []
        return f"{', '.join([*self.privileges, *update])} ON sovereign.{self.table}"


_ADDS = ("SELECT", "INSERT")
GRANTS = (
    Grant("alembic_version", ("SELECT",)),
    Grant("tenants", _ADDS, ("keys_version",)),
    Grant("rulesets", ("SELECT",)),
    Grant("rules", _ADDS),
    Grant("meta", _ADDS),
    Grant("admins", _ADDS, ("disabled", "body")),
    Grant("passes", (*_ADDS, "DELETE"), ("digest", "made", "expires", "seen")),
    Grant("stops", (*_ADDS, "DELETE")),
    Grant("keys", _ADDS, ("expires", "revoked", "body")),
    Grant("log", _ADDS, ("size", "frontier", "signed", "signed_at")),
    Grant("entries", _ADDS),
    Grant("subtrees", _ADDS),
    Grant("checkpoints", _ADDS),
    Grant("pending", (*_ADDS, "DELETE")),
    Grant("subjects", _ADDS),
    Grant("rule_parts", _ADDS),
)
"""What recording needs: nothing that changes or removes what is recorded. `privileges` refuses a role that has more."""

FUNCTIONS = (
    "sovereign.erase_tenant(double precision)",
    "sovereign.cosign(bigint, text, text)",
    "sovereign.prune_entries(bigint)",
    "sovereign.erase_subject(text, double precision)",
    "sovereign.clear_erased(text, integer)",
    "sovereign.tag_names(text[], text[], text[], text[])",
    "sovereign.forget_whole_rules()",
)
"""What runs as the owner, for the role that serves: with the types of its arguments, as PostgreSQL tells them."""


def statements(role: str) -> list[str]:
    """`role` is a quoted identifier: a grant takes no bound values."""
    owned = [text for table in OWNED for text in _policies(table, sees=f"{_SEES_ALL} OR {_BY_OWNER} OR {_BY_TEAM}")]
    unowned = [text for table in UNOWNED for text in _policies(table, sees=_SEES_ALL)]
    return [*owned, *unowned, *_grants(role)]


def _grants(role: str) -> list[str]:
    kinds = ("ALL TABLES IN SCHEMA", "ALL FUNCTIONS IN SCHEMA", "SCHEMA")
    return [
        *(f"REVOKE ALL ON {kind} sovereign FROM {role}, PUBLIC" for kind in kinds),
        f"GRANT USAGE ON SCHEMA sovereign TO {role}",
        *(f"GRANT {grant.sql} TO {role}" for grant in GRANTS),
        f"GRANT EXECUTE ON FUNCTION {', '.join(FUNCTIONS)} TO {role}",
    ]


def _policies(table: str, *, sees: str) -> list[str]:
    on = f"ON sovereign.{table}"
    return [
        f"ALTER TABLE sovereign.{table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY",
        *(f"DROP POLICY IF EXISTS {name} {on}" for name in ("base", "tenant", "people")),
        f"CREATE POLICY base {on} AS PERMISSIVE FOR ALL USING (true) WITH CHECK (true)",
        f"CREATE POLICY tenant {on} AS RESTRICTIVE FOR ALL USING ({_TENANT}) WITH CHECK ({_TENANT})",
        f"CREATE POLICY people {on} AS RESTRICTIVE FOR ALL USING ({sees}) WITH CHECK ({_WRITES})",
    ]
