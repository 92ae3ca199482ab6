"""What each table has to be so that what is acknowledged is kept, and kept once.

Written to the server's log before it is acknowledged (an UNLOGGED table is emptied by a crash), with the keys that keep
two routers from writing the same row, and with nothing between a statement and the table: a trigger or a rule may
swallow a row, or change or copy it.
"""

from collections.abc import Sequence
from typing import NamedTuple

from router.store.postgres.pool import CONTROL, Pool, Record, Scope


class Unique(NamedTuple):
    """A key of a table of the schema: its columns in order; `sql` makes it where it is missing."""

    table: str
    columns: tuple[str, ...]
    sql: str


def _primary(table: str, *columns: str) -> Unique:
    return Unique(table, columns, f"ALTER TABLE sovereign.{table} ADD PRIMARY KEY ({', '.join(columns)})")


KEYS = (
    _primary("alembic_version", "version_num"),
    _primary("tenants", "id"),
    Unique(
        "tenants",
        ("name",),
        "DROP INDEX IF EXISTS sovereign.tenants_of_name; "
        "CREATE UNIQUE INDEX tenants_of_name ON sovereign.tenants (name) WHERE erased IS NULL",
    ),
    _primary("rulesets", "digest"),
    _primary("rules", "digest"),
    _primary("meta", "name"),
    _primary("admins", "id"),
    _primary("passes", "id"),
    _primary("stops", "id"),
    _primary("keys", "tenant_id", "id"),
    _primary("log", "tenant_id"),
    _primary("entries", "tenant_id", "seq"),
    Unique(
        "entries",
        ("tenant_id", "id", "kind", "attempt"),
        "ALTER TABLE sovereign.entries ADD UNIQUE (tenant_id, id, kind, attempt)",
    ),
    _primary("subtrees", "tenant_id", "level", "number"),
    _primary("checkpoints", "tenant_id", "size"),
    _primary("pending", "tenant_id", "receipt", "attempt"),
    _primary("subjects", "tenant_id", "id"),
    _primary("rule_parts", "tenant_id", "digest"),
)
"""As the migrations make them: a test holds them against each other."""

UNIQUE = """SELECT c.relname AS name,
    ARRAY(SELECT a.attname::text FROM unnest(i.indkey) WITH ORDINALITY k (number, place)
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.number ORDER BY k.place) AS columns
FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
WHERE c.relnamespace = 'sovereign'::regnamespace AND i.indisunique AND i.indisvalid AND i.indimmediate
    AND i.indexprs IS NULL AND (i.indpred IS NULL OR pg_get_expr(i.indpred, c.oid) = '(erased IS NULL)')"""
_UNLOGGED = """SELECT relname AS name FROM pg_class
WHERE relnamespace = 'sovereign'::regnamespace AND relkind IN ('r', 'p') AND relpersistence <> 'p' ORDER BY 1"""
_BETWEEN = """SELECT c.relname AS name, 'TRIGGER' AS kind, quote_ident(t.tgname) AS what
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
WHERE c.relnamespace = 'sovereign'::regnamespace AND c.relkind IN ('r', 'p') AND NOT t.tgisinternal
UNION ALL SELECT c.relname, 'RULE', quote_ident(w.rulename)
FROM pg_rewrite w JOIN pg_class c ON c.oid = w.ev_class
WHERE c.relnamespace = 'sovereign'::regnamespace AND c.relkind IN ('r', 'p') ORDER BY 1, 2, 3"""


async def losses(pool: Pool) -> list[str]:
    """Each fact with the SQL that mends it, for the owner of the tables. Raises `LedgerUnavailable`."""

    async def about(sql: str) -> list[Record]:
        return await pool.rows(Scope(CONTROL), sql)

    return [
        *(
            f"a crash of the server empties sovereign.{row['name']}, which is UNLOGGED: "
            f"ALTER TABLE sovereign.{row['name']} SET LOGGED"
            for row in await about(_UNLOGGED)
        ),
        *_of_keys(await about(UNIQUE)),
        *(
            f"the {row['kind'].lower()} {row['what']} may swallow or change rows of sovereign.{row['name']}: "
            f"DROP {row['kind']} {row['what']} ON sovereign.{row['name']}"
            for row in await about(_BETWEEN)
        ),
    ]


def _of_keys(found: Sequence[Record]) -> list[str]:
    there = {(row["name"], tuple(row["columns"])) for row in found}
    return [
        f"sovereign.{key.table} may hold a row twice, nothing keeps ({', '.join(key.columns)}) unique: {key.sql}"
        for key in KEYS
        if (key.table, key.columns) not in there
    ]
