"""Owners and teams are tagged: their names no longer stand in rows as they are.

Tags are made with a tenant's key, which no step of a migration has. So a tenant of before is marked, and the next start
of a router reads the names and has `tag_names` put their tags in place: it runs as the owner, once for the tenant that
the transaction is of, for who serves may change neither column otherwise.
"""

from alembic import op

revision = "0003"
down_revision = "0002"

TAGGED = """
ALTER TABLE sovereign.tenants ADD COLUMN tagged boolean NOT NULL DEFAULT false;
ALTER TABLE sovereign.tenants ALTER COLUMN tagged SET DEFAULT true;
"""

TAG_NAMES = """
CREATE FUNCTION sovereign.tag_names(owners text[], owner_tags text[], teams text[], team_tags text[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    own CONSTANT uuid NOT NULL = current_setting('app.tenant')::uuid;
BEGIN
    IF current_setting('app.role') NOT IN ('admin', 'system') THEN
        RAISE insufficient_privilege USING MESSAGE = 'only an admin or the router tags names';
    END IF;
    UPDATE sovereign.tenants SET tagged = true WHERE id = own AND NOT tagged;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    UPDATE sovereign.entries e SET owner = t.tag FROM unnest(owners, owner_tags) AS t (name, tag)
    WHERE e.tenant_id = own AND e.owner = t.name;
    UPDATE sovereign.entries e SET team = t.tag FROM unnest(teams, team_tags) AS t (name, tag)
    WHERE e.tenant_id = own AND e.team = t.name;
    UPDATE sovereign.keys k SET owner = t.tag FROM unnest(owners, owner_tags) AS t (name, tag)
    WHERE k.tenant_id = own AND k.owner = t.name;
    UPDATE sovereign.keys k SET team = t.tag FROM unnest(teams, team_tags) AS t (name, tag)
    WHERE k.tenant_id = own AND k.team = t.name;
END $$;
REVOKE ALL ON FUNCTION sovereign.tag_names FROM PUBLIC;
"""


def upgrade() -> None:
    op.execute(TAGGED)
    op.execute(TAG_NAMES)
