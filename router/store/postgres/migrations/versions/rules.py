"""Rules are kept in parts: what is common to all tenants, and apart from it each tenant's own.

Parts are sealed with the tenants' keys, which no step of a migration has. So rules of before stay where they are until
the next start of a router, which puts them apart; `forget_whole_rules` then deletes, as the owner, those that were.
"""

from alembic import op

revision = "0004"
down_revision = "0003"

RULES = """
CREATE TABLE sovereign.rules (digest text PRIMARY KEY, since double precision NOT NULL, body bytea NOT NULL);
CREATE TABLE sovereign.rule_parts (
    tenant_id uuid NOT NULL, digest text NOT NULL, body bytea NOT NULL,
    PRIMARY KEY (tenant_id, digest)
);
"""

FORGET = """
CREATE FUNCTION sovereign.forget_whole_rules() RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    DELETE FROM sovereign.rulesets whole WHERE EXISTS (SELECT FROM sovereign.rules r WHERE r.digest = whole.digest)
$$;
REVOKE ALL ON FUNCTION sovereign.forget_whole_rules FROM PUBLIC;
"""

ERASE_TENANT = """
CREATE OR REPLACE FUNCTION sovereign.erase_tenant(at double precision) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    erasing CONSTANT uuid NOT NULL = current_setting('app.tenant')::uuid;
BEGIN
    IF current_setting('app.role') NOT IN ('admin', 'system') THEN
        RAISE insufficient_privilege USING MESSAGE = 'only an admin or the router erases a tenant';
    END IF;
    IF erasing = '00000000-0000-0000-0000-000000000000' THEN
        RAISE insufficient_privilege USING MESSAGE = 'the log of the router itself is not erased';
    END IF;
    PERFORM FROM sovereign.log WHERE tenant_id = erasing FOR UPDATE;
    DELETE FROM sovereign.keys WHERE tenant_id = erasing;
    DELETE FROM sovereign.pending WHERE tenant_id = erasing;
    DELETE FROM sovereign.entries WHERE tenant_id = erasing;
    DELETE FROM sovereign.subjects WHERE tenant_id = erasing;
    DELETE FROM sovereign.rule_parts WHERE tenant_id = erasing;
    DELETE FROM sovereign.subtrees WHERE tenant_id = erasing;
    DELETE FROM sovereign.checkpoints WHERE tenant_id = erasing;
    DELETE FROM sovereign.log WHERE tenant_id = erasing;
    UPDATE sovereign.tenants SET wrapped = NULL, erased = at, keys_version = keys_version + 1
    WHERE id = erasing AND erased IS NULL;
    RETURN FOUND;
END $$;
"""
"""As it was, and its part of the rules too. Its rights stay."""


def upgrade() -> None:
    op.execute(RULES)
    op.execute(FORGET)
    op.execute(ERASE_TENANT)
