"""The tables. Those of `CONTROL` belong to no tenant: what is secret in them is sealed, wrapped or hashed.

Of all others `tenant_id` leads every key. No foreign key leads anywhere: such checks pass by the policies, and would
tell of other tenants' rows. `erase_tenant` runs as the owner, whom the policies bind too (they are forced), so it
erases the tenant that the transaction is of, and no other.
"""

from alembic import op

revision = "0001"
down_revision = None

CONTROL = """
CREATE TABLE sovereign.tenants (
    id uuid PRIMARY KEY, name text NOT NULL, made double precision NOT NULL, key_version integer NOT NULL,
    wrapped bytea, erased double precision, keys_version bigint NOT NULL DEFAULT 0,
    CHECK ((wrapped IS NULL) = (erased IS NOT NULL))
);
CREATE UNIQUE INDEX tenants_of_name ON sovereign.tenants (name) WHERE erased IS NULL;
CREATE TABLE sovereign.rulesets (digest text PRIMARY KEY, since double precision NOT NULL, canonical text NOT NULL);
CREATE TABLE sovereign.admins (
    id text PRIMARY KEY, made double precision NOT NULL, disabled double precision, body bytea NOT NULL
);
CREATE TABLE sovereign.passes (
    id text PRIMARY KEY, admin text NOT NULL, digest bytea NOT NULL, made double precision NOT NULL,
    expires double precision NOT NULL, seen double precision NOT NULL
);
CREATE INDEX passes_of_admin ON sovereign.passes (admin);
CREATE TABLE sovereign.meta (name text PRIMARY KEY, value text NOT NULL);
"""

TENANT = """
CREATE TABLE sovereign.keys (
    tenant_id uuid NOT NULL, id text NOT NULL, owner text, team text, digest bytea NOT NULL,
    created double precision NOT NULL, expires double precision, revoked double precision, body bytea NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE TABLE sovereign.log (
    tenant_id uuid PRIMARY KEY, size bigint NOT NULL, frontier bytea NOT NULL, signed bigint NOT NULL,
    signed_at double precision NOT NULL, pruned bigint NOT NULL DEFAULT 0
);
CREATE TABLE sovereign.entries (
    tenant_id uuid NOT NULL, seq bigint NOT NULL, kind text NOT NULL, id text NOT NULL, attempt integer NOT NULL,
    at double precision NOT NULL, owner text, team text, leaf bytea NOT NULL, body bytea,
    PRIMARY KEY (tenant_id, seq), UNIQUE (tenant_id, id, kind, attempt)
);
CREATE TABLE sovereign.subtrees (
    tenant_id uuid NOT NULL, level integer NOT NULL, number bigint NOT NULL, hash bytea NOT NULL,
    PRIMARY KEY (tenant_id, level, number)
);
CREATE TABLE sovereign.checkpoints (
    tenant_id uuid NOT NULL, size bigint NOT NULL, at double precision NOT NULL, note text NOT NULL,
    cosigned boolean NOT NULL DEFAULT false,
    PRIMARY KEY (tenant_id, size)
);
CREATE INDEX checkpoints_cosigned ON sovereign.checkpoints (tenant_id, size) WHERE cosigned;
CREATE TABLE sovereign.pending (
    tenant_id uuid NOT NULL, receipt text NOT NULL, attempt integer NOT NULL, at double precision NOT NULL,
    PRIMARY KEY (tenant_id, receipt, attempt)
);
"""

ERASE = """
CREATE FUNCTION sovereign.erase_tenant(at double precision) RETURNS boolean
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
    DELETE FROM sovereign.subtrees WHERE tenant_id = erasing;
    DELETE FROM sovereign.checkpoints WHERE tenant_id = erasing;
    DELETE FROM sovereign.log WHERE tenant_id = erasing;
    UPDATE sovereign.tenants SET wrapped = NULL, erased = at, keys_version = keys_version + 1
    WHERE id = erasing AND erased IS NULL;
    RETURN FOUND;
END $$;
REVOKE ALL ON FUNCTION sovereign.erase_tenant FROM PUBLIC;
"""

KEEP = """
CREATE FUNCTION sovereign.cosign(signed bigint, before text, after text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    own CONSTANT uuid NOT NULL = current_setting('app.tenant')::uuid;
BEGIN
    IF split_part(before, E'\\n\\n', 1) <> split_part(after, E'\\n\\n', 1) THEN
        RAISE insufficient_privilege USING MESSAGE = 'a checkpoint is given signatures, and stays what it is';
    END IF;
    UPDATE sovereign.checkpoints SET note = after, cosigned = true
    WHERE tenant_id = own AND size = signed AND note = before;
    RETURN FOUND;
END $$;
CREATE FUNCTION sovereign.prune_entries(stop bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    own CONSTANT uuid NOT NULL = current_setting('app.tenant')::uuid;
    start bigint;
BEGIN
    SELECT pruned INTO start FROM sovereign.log WHERE tenant_id = own FOR UPDATE;
    UPDATE sovereign.entries SET body = NULL WHERE tenant_id = own AND seq >= start AND seq < stop;
    UPDATE sovereign.log SET pruned = greatest(start, stop) WHERE tenant_id = own;
END $$;
REVOKE ALL ON FUNCTION sovereign.cosign, sovereign.prune_entries FROM PUBLIC;
"""
"""What may change of what is recorded, and how: who serves may not touch those tables otherwise."""


def upgrade() -> None:
    op.execute(CONTROL)
    op.execute(TENANT)
    op.execute(ERASE)
    op.execute(KEEP)
