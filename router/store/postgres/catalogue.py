"""What PostgreSQL's catalogue is asked about the role that serves: `privileges` judges the answers.

A role has what was granted to it, to PUBLIC, and to every role it may become by SET ROLE, whatever it inherits: `reach`
holds those. All but `PATH` and `SETTINGS` begin with it.
"""

PATH = """SELECT pg_catalog.current_schemas(true) AS path, session_user AS role,
    pg_catalog.current_database() AS database"""
"""Where functions and types are looked for, first to last."""

SETTINGS = """SELECT lower(split_part(entry, '=', 1)) AS name,
    CASE WHEN setrole <> 0 THEN format('ROLE %I', session_user) WHEN setdatabase = 0 THEN 'ROLE ALL' ELSE '' END
    || CASE WHEN setdatabase = 0 THEN '' WHEN setrole <> 0 THEN format(' IN DATABASE %I', d.datname)
        ELSE format('DATABASE %I', d.datname) END AS holder
FROM pg_db_role_setting s JOIN pg_database d ON d.datname = current_database(), unnest(s.setconfig) AS entry
WHERE s.setrole IN (0, (SELECT oid FROM pg_roles WHERE rolname = session_user)) AND s.setdatabase IN (0, d.oid)
    AND (starts_with(lower(entry), 'app.') OR lower(split_part(entry, '=', 1)) = ANY ($1::text[])) ORDER BY 1, 2"""
"""What a session of the role begins with, and where that is said."""

REACH = """WITH RECURSIVE reach AS (SELECT r.* FROM pg_roles r JOIN pg_roles s ON s.rolname = session_user
    WHERE r.oid = s.oid OR NOT s.rolsuper AND pg_has_role(s.oid, r.oid, 'MEMBER'))"""
"""A superuser is a member of every role: that it is one is told once."""

POWERS = """
SELECT session_user AS role, rolname AS power, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication,
    ARRAY(SELECT g.rolname FROM pg_auth_members m
        JOIN pg_roles s ON s.oid = m.member JOIN pg_roles g ON g.oid = m.roleid
        WHERE s.rolname = session_user AND pg_has_role(g.oid, reach.oid, 'MEMBER') ORDER BY 1) AS through
FROM reach WHERE rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication
    OR rolname = ANY ($1::text[]) ORDER BY rolname = session_user DESC, rolname"""
"""`through`: the memberships of its own by which it has a power."""

PLACES = """
SELECT session_user AS role, quote_ident(rolname) AS power, true AS owned, format('DATABASE %I', datname) AS place
FROM reach JOIN pg_database ON datdba = reach.oid WHERE datname = current_database()
UNION ALL SELECT session_user, quote_ident(rolname), false, format('DATABASE %I', datname)
FROM reach JOIN pg_database ON datname = current_database() AND datdba <> reach.oid AND NOT reach.rolsuper
    AND has_database_privilege(reach.oid, datname, 'CREATE')
UNION ALL SELECT session_user, quote_ident(rolname), reach.oid = nspowner, 'SCHEMA sovereign'
FROM reach JOIN pg_namespace n ON nspname = 'sovereign' AND has_schema_privilege(reach.oid, n.oid, 'CREATE')"""
"""Where the role may put tables and functions of its own, or take away ours."""

SCHEMAS = """
SELECT session_user AS role, quote_ident(rolname) AS power, quote_ident(nspname) AS name
FROM reach JOIN pg_namespace n ON nspname <> 'sovereign' AND nspname !~ '^pg_' AND nspname <> 'information_schema'
    AND NOT reach.rolsuper AND has_schema_privilege(reach.oid, n.oid, 'CREATE') ORDER BY 3, 2"""
"""Other schemas where it may. A database that was made before PostgreSQL 15 has one: `public`, for everybody."""

MEMBERS = """SELECT s.rolname AS role, m.rolname AS member FROM pg_auth_members a
    JOIN pg_roles s ON s.oid = a.roleid AND s.rolname = session_user JOIN pg_roles m ON m.oid = a.member
WHERE NOT m.rolsuper AND pg_has_role(m.oid, s.oid, 'MEMBER') ORDER BY 2"""
"""Who may become the role that serves."""

GRANTED = """, held AS (
    SELECT relname, '' AS attname, relowner, relkind, a.* FROM pg_class c, aclexplode(relacl) a
    WHERE relnamespace = 'sovereign'::regnamespace
    UNION ALL SELECT relname, attname, relowner, relkind, a.*
    FROM pg_class c JOIN pg_attribute t ON t.attrelid = c.oid, aclexplode(attacl) a
    WHERE relnamespace = 'sovereign'::regnamespace)
SELECT session_user AS role, relname AS name, attname AS attribute, privilege_type AS privilege,
    is_grantable AS grantable, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END AS grantee
FROM held WHERE relkind NOT IN ('v', 'm') AND grantee <> relowner
    AND (grantee = 0 OR grantee IN (SELECT oid FROM reach))
ORDER BY relname, grantee, attname, privilege_type"""

VIEWS = """, derived (oid) AS (
    SELECT oid FROM pg_class WHERE relnamespace = 'sovereign'::regnamespace AND relkind IN ('r', 'p')
    UNION SELECT x.oid FROM derived, LATERAL (
        SELECT w.ev_class AS oid FROM pg_depend d JOIN pg_rewrite w ON w.oid = d.objid
        WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = derived.oid
        UNION ALL SELECT inhparent FROM pg_inherits WHERE inhrelid = derived.oid
        UNION ALL SELECT inhrelid FROM pg_inherits WHERE inhparent = derived.oid) x)
SELECT session_user AS role, format('%I.%I', n.nspname, c.relname) AS name
FROM derived JOIN pg_class c USING (oid) JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE NOT (n.nspname = 'sovereign' AND c.relkind IN ('r', 'p'))
    AND EXISTS (SELECT FROM reach r WHERE has_schema_privilege(r.oid, n.oid, 'USAGE')
        AND (has_any_column_privilege(r.oid, c.oid, 'SELECT, INSERT, UPDATE')
            OR has_table_privilege(r.oid, c.oid, 'DELETE')))
ORDER BY 2"""
"""Views of our tables, views of those, and tables that inherit: read as such, none has the policies of ours."""

COPIES = """, columns AS (
    SELECT c.oid, c.relname, c.relnamespace, c.relkind, a.attname, a.atttypid FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped),
alike AS (
    SELECT DISTINCT ON (t.oid) t.oid, t.relname, t.relnamespace, o.relname AS original
    FROM columns t JOIN columns o USING (attname, atttypid)
    WHERE o.relnamespace = 'sovereign'::regnamespace AND o.relkind IN ('r', 'p')
        AND t.relnamespace <> 'sovereign'::regnamespace AND t.relkind IN ('r', 'p', 'f')
    GROUP BY t.oid, t.relname, t.relnamespace, o.relname
    HAVING count(*) > 2 AND bool_or(t.attname = 'tenant_id') ORDER BY t.oid, count(*) DESC, o.relname)
SELECT session_user AS role, format('%I.%I', n.nspname, alike.relname) AS name, original
FROM alike JOIN pg_namespace n ON n.oid = alike.relnamespace
WHERE EXISTS (SELECT FROM reach r WHERE has_schema_privilege(r.oid, n.oid, 'USAGE')
    AND has_any_column_privilege(r.oid, alike.oid, 'SELECT')) ORDER BY 2"""
"""Tables elsewhere with `tenant_id` and two more columns of one of ours, by name and type: a copy is a table like any
other, so its likeness is all there is to know it by."""

FUNCTIONS = """, lent AS (
    SELECT p.oid, p.proowner, p.pronamespace, format('%I.%I(%s)', nspname, proname, oidvectortypes(proargtypes)) AS name
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE prosecdef AND nspname NOT IN ('pg_catalog', 'information_schema') AND prorettype <> 'event_trigger'::regtype
        AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_proc'::regclass AND objid = p.oid AND deptype = 'e'))
SELECT session_user AS role, proowner::regrole::text AS owner, name, name = ANY ($1::text[]) AS ours FROM lent
WHERE NOT (name = ANY ($1::text[])
        AND proowner = (SELECT relowner FROM pg_class WHERE oid = 'sovereign.entries'::regclass))
    AND proowner NOT IN (SELECT oid FROM reach)
    AND EXISTS (SELECT FROM reach r WHERE has_schema_privilege(r.oid, pronamespace, 'USAGE')
        AND has_function_privilege(r.oid, lent.oid, 'EXECUTE'))
    AND EXISTS (SELECT FROM pg_class c WHERE relnamespace = 'sovereign'::regnamespace AND relkind IN ('r', 'p')
        AND (has_any_column_privilege(proowner, c.oid, 'SELECT, INSERT, UPDATE')
            OR has_table_privilege(proowner, c.oid, 'DELETE')))
ORDER BY name"""
"""What runs as an owner who may use our tables. Which tables a function reads nobody knows: its body is text. Those of
an extension are left out, as is what only an event of the server calls."""
