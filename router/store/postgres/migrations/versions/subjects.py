"""The people whom entries are about, each with a key: without it nothing of them opens.

`erase_subject` takes a key away, and `clear_erased` what was sealed with keys that were taken away, and nothing else.
Both run as the owner, for the tenant that the transaction is of: who serves may touch neither table otherwise.
"""

from alembic import op

revision = "0002"
down_revision = "0001"

SUBJECTS = """
CREATE TABLE sovereign.subjects (
    tenant_id uuid NOT NULL, id text NOT NULL, tag bytea, made double precision NOT NULL, wrapped bytea,
    erased double precision,
    PRIMARY KEY (tenant_id, id),
    CHECK ((tag IS NULL) = (erased IS NOT NULL) AND (wrapped IS NULL) = (erased IS NOT NULL))
);
CREATE INDEX subjects_of_tag ON sovereign.subjects (tenant_id, tag) WHERE tag IS NOT NULL;
CREATE INDEX subjects_erased ON sovereign.subjects (tenant_id) WHERE erased IS NOT NULL;
ALTER TABLE sovereign.entries ADD COLUMN subject text;
CREATE INDEX entries_of_subject ON sovereign.entries (tenant_id, subject) WHERE subject IS NOT NULL;
"""

ERASE_SUBJECT = """
CREATE FUNCTION sovereign.erase_subject(erasing text, at double precision) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    own CONSTANT uuid NOT NULL = current_setting('app.tenant')::uuid;
BEGIN
    IF current_setting('app.role') NOT IN ('admin', 'system') THEN
        RAISE insufficient_privilege USING MESSAGE = 'only an admin or the router erases a person';
    END IF;
    UPDATE sovereign.subjects SET tag = NULL, wrapped = NULL, erased = at
    WHERE tenant_id = own AND id = erasing AND erased IS NULL;
    UPDATE sovereign.tenants SET keys_version = keys_version + 1 WHERE id = own;
END $$;
CREATE FUNCTION sovereign.clear_erased(gone text, most integer) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    own CONSTANT uuid NOT NULL = current_setting('app.tenant')::uuid;
    cleared bigint;
BEGIN
    UPDATE sovereign.entries SET body = NULL, subject = NULL WHERE tenant_id = own AND seq IN (
        SELECT e.seq FROM sovereign.subjects s JOIN sovereign.entries e ON e.tenant_id = own AND e.subject = s.id
        WHERE s.tenant_id = own AND s.id = gone AND s.erased IS NOT NULL LIMIT most
    );
    GET DIAGNOSTICS cleared = ROW_COUNT;
    RETURN cleared;
END $$;
REVOKE ALL ON FUNCTION sovereign.erase_subject, sovereign.clear_erased FROM PUBLIC;
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
    DELETE FROM sovereign.subtrees WHERE tenant_id = erasing;
    DELETE FROM sovereign.checkpoints WHERE tenant_id = erasing;
    DELETE FROM sovereign.log WHERE tenant_id = erasing;
    UPDATE sovereign.tenants SET wrapped = NULL, erased = at, keys_version = keys_version + 1
    WHERE id = erasing AND erased IS NULL;
    RETURN FOUND;
END $$;
"""
"""As it was, and the people too. Its rights stay."""


def upgrade() -> None:
    op.execute(SUBJECTS)
    op.execute(ERASE_SUBJECT)
    op.execute(ERASE_TENANT)
