"""Who sees which row, and who may do what: said anew by each `migrate`, so that it also mends what somebody changed.

Three policies stand on every table with tenants: a permissive one that lets everything through, and two restrictive
ones that no later permissive policy can widen. `tenant`: rows of the tenant that the transaction is of (`app.tenant`;
unset or empty raises, which is wanted). `people`: who is no admin, auditor or the router itself (`app.role`) sees what
bears their own name (`app.user`) or their team's (`app.team`), and changes nothing. The settings are read in
sub-selects: once a statement, not once a row.

Row-level security is forced, so the owner of the tables is bound by it too. TRUNCATE, REFERENCES and TRIGGER pass by
policies, and the app's role has none of them.
"""

OWNED = ("keys", "entries")
"""Tables whose rows bear the name of a person or a team."""
UNOWNED = ("log", "subtrees", "checkpoints", "pending", "subjects")

_TENANT = "tenant_id = (SELECT current_setting('app.tenant')::uuid)"
_SEES_ALL = "(SELECT current_setting('app.role') IN ('admin', 'auditor', 'system'))"
_WRITES = "(SELECT current_setting('app.role') IN ('admin', 'system'))"
_BY_OWNER = "owner = (SELECT nullif(current_setting('app.user'), ''))"
_BY_TEAM = "team = (SELECT nullif(current_setting('app.team'), ''))"
_GRANTS = (
    "REVOKE ALL ON ALL TABLES IN SCHEMA sovereign FROM {role}, PUBLIC",
    "REVOKE ALL ON ALL FUNCTIONS IN SCHEMA sovereign FROM {role}, PUBLIC",
    "REVOKE ALL ON SCHEMA sovereign FROM {role}, PUBLIC",
    "GRANT USAGE ON SCHEMA sovereign TO {role}",
    "GRANT SELECT ON sovereign.alembic_version TO {role}",
    "GRANT SELECT, INSERT, UPDATE (keys_version) ON sovereign.tenants TO {role}",
    "GRANT SELECT, INSERT ON sovereign.rulesets TO {role}",
    "GRANT SELECT, INSERT ON sovereign.meta TO {role}",
    "GRANT SELECT, INSERT, UPDATE (disabled, body) ON sovereign.admins TO {role}",
    "GRANT SELECT, INSERT, UPDATE (digest, made, expires, seen), DELETE ON sovereign.passes TO {role}",
    "GRANT SELECT, INSERT, UPDATE (expires, revoked, body) ON sovereign.keys TO {role}",
    "GRANT SELECT, INSERT, UPDATE (size, frontier, signed, signed_at) ON sovereign.log TO {role}",
    "GRANT SELECT, INSERT ON sovereign.entries TO {role}",
    "GRANT SELECT, INSERT ON sovereign.subtrees TO {role}",
    "GRANT SELECT, INSERT ON sovereign.checkpoints TO {role}",
    "GRANT SELECT, INSERT, DELETE ON sovereign.pending TO {role}",
    "GRANT SELECT, INSERT ON sovereign.subjects TO {role}",
    "GRANT EXECUTE ON FUNCTION sovereign.erase_tenant, sovereign.cosign, sovereign.prune_entries TO {role}",
    "GRANT EXECUTE ON FUNCTION sovereign.erase_subject, sovereign.clear_erased TO {role}",
)
"""What recording needs: nothing that changes or removes what is recorded."""


def statements(role: str) -> list[str]:
    """`role` is a quoted identifier: a grant takes no bound values."""
    owned = [text for table in OWNED for text in _policies(table, sees=f"{_SEES_ALL} OR {_BY_OWNER} OR {_BY_TEAM}")]
    unowned = [text for table in UNOWNED for text in _policies(table, sees=_SEES_ALL)]
    return [*owned, *unowned, *(grant.format(role=role) for grant in _GRANTS)]


def _policies(table: str, *, sees: str) -> list[str]:
    on = f"ON sovereign.{table}"
    return [
        f"ALTER TABLE sovereign.{table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY",
        *(f"DROP POLICY IF EXISTS {name} {on}" for name in ("base", "tenant", "people")),
        f"CREATE POLICY base {on} AS PERMISSIVE FOR ALL USING (true) WITH CHECK (true)",
        f"CREATE POLICY tenant {on} AS RESTRICTIVE FOR ALL USING ({_TENANT}) WITH CHECK ({_TENANT})",
        f"CREATE POLICY people {on} AS RESTRICTIVE FOR ALL USING ({sees}) WITH CHECK ({_WRITES})",
    ]
