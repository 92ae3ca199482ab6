"""What the role that serves could do beyond what `policies` grants it: each is a door past the rows of its tenant.

A view, or a function that runs as its owner, lends what its owner may read. Of a view the catalogue knows which tables
it reads. Of a function it does not (its body is text), so who owns it decides.
"""

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter

from router.store.postgres import catalogue
from router.store.postgres.faults import MIGRATE
from router.store.postgres.policies import FUNCTIONS, GRANTS
from router.store.postgres.pool import CONTROL, Pool, Record, Scope

ATTRIBUTES = {
    "rolsuper": ("a superuser", "NOSUPERUSER"),
    "rolbypassrls": ("exempt from policies (BYPASSRLS)", "NOBYPASSRLS"),
    "rolcreaterole": ("a maker of roles (CREATEROLE)", "NOCREATEROLE"),
    "rolcreatedb": ("a maker of databases (CREATEDB)", "NOCREATEDB"),
    "rolreplication": ("a reader of the whole server (REPLICATION)", "NOREPLICATION"),
}
PREDEFINED = (
    "pg_execute_server_program",
    "pg_read_all_data",
    "pg_read_server_files",
    "pg_write_all_data",
    "pg_write_server_files",
)
"""PostgreSQL manual, 22.5: roles of its own that read, write or run what no policy of ours covers."""

SCOPED = ("app.tenant", "app.role", "app.user", "app.team")
"""What a transaction says of itself (`pool`). Set before, a statement outside of one would not fail."""
_FIRST = ("local_preload_libraries", "role", "session_preload_libraries")
_SET = "is set before anything is asked"
_DUE = {(grant.table, "", privilege) for grant in GRANTS for privilege in grant.privileges}
_DUE |= {(grant.table, column, "UPDATE") for grant in GRANTS for column in grant.columns}
"""Table, column ("" for all of it) and privilege."""


async def excess(pool: Pool) -> list[str]:
    """Each fact with the SQL that mends it. Raises `LedgerUnavailable`."""

    async def about(sql: str, *values: object) -> list[Record]:
        return await pool.rows(Scope(CONTROL), sql, *values)

    faults = _of_path(await about(catalogue.PATH))
    if faults:  # what is asked in other words than meant is not worth an answer
        return faults
    settings = await about(catalogue.SETTINGS, _FIRST)
    return [
        *_of_powers(await about(catalogue.REACH + catalogue.POWERS, PREDEFINED)),
        *_of_places(await about(catalogue.REACH + catalogue.PLACES)),
        *_of_settings(settings),
        *await _of_server(pool, {row["name"] for row in settings}),
        *_of_grants(await about(catalogue.REACH + catalogue.GRANTED)),
        *_of_views(await about(catalogue.REACH + catalogue.VIEWS)),
        *_of_copies(await about(catalogue.REACH + catalogue.COPIES)),
        *_of_functions(await about(catalogue.REACH + catalogue.FUNCTIONS, FUNCTIONS)),
    ]


async def doubts(pool: Pool) -> list[str]:
    """What opens nothing by itself, but helps whoever gets in: each with the SQL that mends it."""
    schemas = await pool.rows(Scope(CONTROL), catalogue.REACH + catalogue.SCHEMAS)
    members = await pool.rows(Scope(CONTROL), catalogue.MEMBERS)
    return [
        *(
            f"{row['role']!r} may put tables and functions of its own into the schema {row['name']}: "
            f"REVOKE CREATE ON SCHEMA {row['name']} FROM {row['power']}, PUBLIC"
            for row in schemas
        ),
        *(
            f"{row['member']!r} may act as {row['role']!r}, which sees every tenant in turn: "
            f'REVOKE "{row["role"]}" FROM "{row["member"]}"'
            for row in members
        ),
    ]


async def resets(pool: Pool, names: Sequence[str]) -> dict[str, list[str]]:
    """The SQL that takes a setting back from each role and database that says it, by the setting's name."""
    cures: dict[str, list[str]] = {}
    for row in await pool.rows(Scope(CONTROL), catalogue.SETTINGS, names):
        cures.setdefault(row["name"], []).append(_reset(row))
    return cures


def _of_path(rows: Sequence[Record]) -> list[str]:
    """Our statements name the schema of each table, but not of functions: theirs is PostgreSQL's while it is first."""
    faults = []
    for row in rows:
        path = [name for name in row["path"] if not name.startswith("pg_temp")]
        if path[:1] != ["pg_catalog"]:
            cure = f'ALTER ROLE "{row["role"]}" IN DATABASE "{row["database"]}" SET search_path = pg_catalog'
            faults.append(f"functions of the schema {path[0]!r} stand before PostgreSQL's own (search_path): {cure}")
    return faults


def _of_powers(powers: Sequence[Record]) -> list[str]:
    faults = []
    for row in powers:
        role, power = row["role"], row["power"]
        held = [told for name, told in ATTRIBUTES.items() if row[name]]
        facts = ", ".join(fact for fact, _ in held) or "let past the grants"
        if role == power:
            faults.append(f'{role!r} is {facts}: ALTER ROLE "{role}" {" ".join(cure for _, cure in held)}')
        else:
            through = ", ".join(f'"{group}"' for group in row["through"])
            faults.append(f'{role!r} is a member of {power!r}, which is {facts}: REVOKE {through} FROM "{role}"')
    return faults


def _of_places(places: Sequence[Record]) -> list[str]:
    faults = []
    for row in places:
        role, place = row["role"], row["place"]
        if row["owned"]:
            faults.append(f"{role!r} owns {place}, or is a member of its owner: ALTER {place} OWNER TO ...")
        else:
            cure = f"REVOKE CREATE ON {place} FROM {row['power']}, PUBLIC"
            faults.append(f"{role!r} may put things of its own into {place}: {cure}")
    return faults


def _of_settings(settings: Sequence[Record]) -> list[str]:
    return [f"{row['name']} {_SET}: {_reset(row)}" for row in settings]


def _reset(setting: Record) -> str:
    return f"ALTER {setting['holder']} RESET {_quoted(setting['name'])}"


async def _of_server(pool: Pool, told: set[str]) -> list[str]:
    """What is set where no role or database says so: a transaction begins with it once its own is taken back."""
    faults = []
    async with pool.transaction(Scope(CONTROL), keep=False) as connection:
        for name in SCOPED:
            await connection.execute(f"SET LOCAL {_quoted(name)} TO DEFAULT")
            if name not in told and await connection.fetchval("SELECT current_setting($1, true)", name):
                cure = f"ALTER SYSTEM RESET {_quoted(name)}, and reload it, or take it out of SOVEREIGN_STORE_URL"
                faults.append(f"{name} {_SET}: {cure}")
    return faults


def _quoted(setting: str) -> str:
    """`user` is a word of SQL."""
    return ".".join(f'"{part}"' for part in setting.split("."))


def _of_grants(granted: Sequence[Record]) -> list[str]:
    faults = []
    for (role, table, grantee), rows in groupby(granted, key=itemgetter("role", "name", "grantee")):
        held = list(rows)
        on = f'ON sovereign."{table}" FROM {grantee} CASCADE'
        undue = ", ".join(_privilege(row) for row in held if not _is_due(row))
        lent = ", ".join(_privilege(row) for row in held if _is_due(row) and row["grantable"])
        if undue:
            # Taken from the table, UPDATE is taken from each column too.
            again = f", then {MIGRATE}" if any(_privilege(row) == "UPDATE" for row in held) else ""
            faults.append(f"{role!r} may {undue} in sovereign.{table}: REVOKE {undue} {on}{again}")
        if lent:
            faults.append(f"{role!r} may let others {lent} in sovereign.{table}: REVOKE GRANT OPTION FOR {lent} {on}")
    return faults


def _is_due(row: Record) -> bool:
    columns = {"", row["attribute"]}
    return row["grantee"] != "PUBLIC" and any((row["name"], column, row["privilege"]) in _DUE for column in columns)


def _privilege(row: Record) -> str:
    return f'{row["privilege"]} ("{row["attribute"]}")' if row["attribute"] else row["privilege"]


def _of_views(views: Sequence[Record]) -> list[str]:
    return [
        f"{row['role']!r} may use {row['name']}, which holds rows of the schema sovereign for no tenant's policy: "
        f'REVOKE ALL ON {row["name"]} FROM "{row["role"]}", PUBLIC'
        for row in views
    ]


def _of_copies(copies: Sequence[Record]) -> list[str]:
    return [
        f"{row['role']!r} may read {row['name']}, which looks like a copy of sovereign.{row['original']} without its "
        f'policies: REVOKE ALL ON {row["name"]} FROM "{row["role"]}", PUBLIC'
        for row in copies
    ]


def _of_functions(functions: Sequence[Record]) -> list[str]:
    faults = []
    for row in functions:
        name, role = row["name"], row["role"]
        mends = "OWNER TO the owner of the tables" if row["ours"] else "SECURITY INVOKER"
        revoke = "" if row["ours"] else f', or REVOKE EXECUTE ON FUNCTION {name} FROM "{role}", PUBLIC'
        cure = f"ALTER FUNCTION {name} {mends}{revoke}"
        faults.append(f"{role!r} may run {name} as {row['owner']}, who may use tables of the schema sovereign: {cure}")
    return faults
