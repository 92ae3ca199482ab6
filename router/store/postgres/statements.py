"""What is asked of the database. Values are bound, never put into the text; `$1` is the tenant's id, if it has one."""

LOCK = """SELECT size, frontier, signed, signed_at, current_setting('synchronous_commit') = 'off' AS forgets
FROM sovereign.log WHERE tenant_id = $1 FOR UPDATE"""

APPEND = """WITH written AS (
    INSERT INTO sovereign.entries (tenant_id, seq, kind, id, attempt, at, owner, team, leaf, body, subject)
    SELECT $1, * FROM unnest($2::bigint[], $3::text[], $4::text[], $5::integer[], $6::double precision[],
        $7::text[], $8::text[], $9::bytea[], $10::bytea[], $11::text[])
), opened AS (
    INSERT INTO sovereign.pending (tenant_id, receipt, attempt, at)
    SELECT $1, * FROM unnest($12::text[], $13::integer[], $14::double precision[])
), ended AS (
    DELETE FROM sovereign.pending p USING unnest($15::text[], $16::integer[]) AS e (receipt, attempt)
    WHERE p.tenant_id = $1 AND p.receipt = e.receipt AND p.attempt = e.attempt
), concluded AS (
    DELETE FROM sovereign.pending WHERE tenant_id = $1 AND receipt = ANY ($17::text[])
)
UPDATE sovereign.log SET size = $18, frontier = $19 WHERE tenant_id = $1"""
"""Entries, what they open and end, and the log's new state, in one statement: a turn at the socket is what costs."""

ADD_SUBTREE = "INSERT INTO sovereign.subtrees (tenant_id, level, number, hash) VALUES ($1, $2, $3, $4)"
SIGN = """WITH signed AS (
    INSERT INTO sovereign.checkpoints (tenant_id, size, at, note) VALUES ($1, $2, $3, $4)
)
UPDATE sovereign.log SET signed = $2, signed_at = $3 WHERE tenant_id = $1"""

STATE = "SELECT size, frontier, signed FROM sovereign.log WHERE tenant_id = $1"
COUNT = "SELECT coalesce(max(seq) + 1, 0) FROM sovereign.entries WHERE tenant_id = $1"
LEAVES = "SELECT leaf AS hash FROM sovereign.entries WHERE tenant_id = $1 AND seq >= $2 AND seq < $3 ORDER BY seq"
HASHES = """SELECT hash FROM sovereign.subtrees
WHERE tenant_id = $1 AND level = $4 AND number >= $2 AND number < $3 ORDER BY number"""
SUBTREES = "SELECT level, number, hash FROM sovereign.subtrees WHERE tenant_id = $1"
CHECKPOINTS = "SELECT size, note FROM sovereign.checkpoints WHERE tenant_id = $1 AND size <= $2 ORDER BY size"
NEWEST = "SELECT note FROM sovereign.checkpoints WHERE tenant_id = $1 ORDER BY size DESC LIMIT 1"
COSIGNED = """SELECT note FROM sovereign.checkpoints
WHERE tenant_id = $1 AND cosigned AND size > $2 ORDER BY size DESC LIMIT 1"""
COSIGN = "SELECT sovereign.cosign($1, $2, $3) AS done"
PRUNED = "SELECT size, pruned FROM sovereign.log WHERE tenant_id = $1"
FIRST_YOUNG = "SELECT seq FROM sovereign.entries WHERE tenant_id = $1 AND seq >= $2 AND at >= $3 ORDER BY seq LIMIT 1"
PRUNE = "SELECT sovereign.prune_entries($1)"
CHECKPOINT = "SELECT note FROM sovereign.checkpoints WHERE tenant_id = $1 AND size = $2"
ENTRIES = """SELECT seq, kind, id, attempt, at, leaf, body, subject, owner, team FROM sovereign.entries
WHERE tenant_id = $1 AND seq >= $2 AND seq < $3 ORDER BY seq"""
ENTRIES_OF = """SELECT seq, kind, attempt, body, subject FROM sovereign.entries
WHERE tenant_id = $1 AND id = $2 ORDER BY seq"""
LEFT_OPEN = """SELECT receipt, attempt FROM sovereign.pending
WHERE tenant_id = $1 AND at < $2 ORDER BY receipt, attempt"""

ADD_SUBJECT = """INSERT INTO sovereign.subjects (tenant_id, id, tag, made, wrapped) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT DO NOTHING"""
SUBJECTS = "SELECT id, wrapped FROM sovereign.subjects WHERE tenant_id = $1 AND id = ANY ($2::text[])"
SUBJECTS_OF = "SELECT id, wrapped FROM sovereign.subjects WHERE tenant_id = $1 AND tag = $2 ORDER BY made, id"
TAGS = "SELECT id, tag FROM sovereign.subjects WHERE tenant_id = $1 AND tag IS NOT NULL"
ABOUT = """SELECT seq FROM sovereign.entries
WHERE tenant_id = $1 AND subject = ANY ($2::text[]) AND body IS NOT NULL ORDER BY seq"""
ERASE_SUBJECT = "SELECT sovereign.erase_subject($1, $2)"
CLEAR = "SELECT sovereign.clear_erased($1, $2) AS cleared"
LEFT = """SELECT id FROM sovereign.subjects s WHERE tenant_id = $1 AND erased IS NOT NULL
AND EXISTS (SELECT FROM sovereign.entries WHERE tenant_id = $1 AND subject = s.id)"""

ADD_KEY = """WITH changed AS (UPDATE sovereign.tenants SET keys_version = keys_version + 1 WHERE id = $1)
INSERT INTO sovereign.keys (tenant_id, id, owner, team, digest, created, expires, revoked, body)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"""
REVOKE_KEY = """WITH changed AS (UPDATE sovereign.tenants SET keys_version = keys_version + 1 WHERE id = $1)
UPDATE sovereign.keys SET revoked = $3, body = $4
WHERE tenant_id = $1 AND id = $2 AND revoked IS NULL AND expires IS NOT DISTINCT FROM $5::double precision"""
ROTATE_KEY = """WITH changed AS (UPDATE sovereign.tenants SET keys_version = keys_version + 1 WHERE id = $1),
old AS (
    UPDATE sovereign.keys SET expires = $12, body = $13
    WHERE tenant_id = $1 AND id = $10 AND revoked IS NULL AND expires IS NOT DISTINCT FROM $11::double precision
    RETURNING tenant_id
)
INSERT INTO sovereign.keys (tenant_id, id, owner, team, digest, created, expires, revoked, body)
SELECT tenant_id, $2::text, $3::text, $4::text, $5::bytea, $6::double precision, $7::double precision,
    $8::double precision, $9::bytea FROM old"""
"""The new key and the old one's end in one statement: both or neither, and neither if the old one has changed."""
KEYS = """SELECT id, digest, created, expires, revoked, body,
    EXISTS (SELECT FROM sovereign.entries WHERE tenant_id = $1 AND id = $2 || k.id AND kind = 'act') AS was_revoked,
    EXISTS (SELECT FROM sovereign.entries WHERE tenant_id = $1 AND id = $3 AND kind = 'act') AS are_bound
FROM sovereign.keys k WHERE tenant_id = $1"""
KEY_IDS = "SELECT id FROM sovereign.keys WHERE tenant_id = $1"
BIND_KEY = "UPDATE sovereign.keys SET body = $3 WHERE tenant_id = $1 AND id = $2"

ADD_RULES = "INSERT INTO sovereign.rules (digest, since, body) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING"
RULES = "SELECT body FROM sovereign.rules WHERE digest = $1"
ADD_RULE_PART = """INSERT INTO sovereign.rule_parts (tenant_id, digest, body) VALUES ($1, $2, $3)
ON CONFLICT DO NOTHING"""
RULE_PARTS = "SELECT digest, body FROM sovereign.rule_parts WHERE tenant_id = $1 AND digest = ANY ($2::text[])"
WHOLE_RULES = "SELECT digest, since, canonical FROM sovereign.rulesets"
FORGET_WHOLE_RULES = "SELECT sovereign.forget_whole_rules()"
ACTS = """SELECT id, attempt, body FROM sovereign.entries
WHERE tenant_id = $1 AND kind = 'act' AND body IS NOT NULL"""

IN_CLEAR = "SELECT id FROM sovereign.tenants WHERE NOT tagged AND erased IS NULL"
OWNERS = """SELECT array(SELECT owner FROM sovereign.entries WHERE tenant_id = $1 AND owner IS NOT NULL
UNION SELECT owner FROM sovereign.keys WHERE tenant_id = $1 AND owner IS NOT NULL)"""
TEAMS = """SELECT array(SELECT team FROM sovereign.entries WHERE tenant_id = $1 AND team IS NOT NULL
UNION SELECT team FROM sovereign.keys WHERE tenant_id = $1 AND team IS NOT NULL)"""
TAG_NAMES = "SELECT sovereign.tag_names($1, $2, $3, $4)"

ADMINS = "SELECT id, made, disabled, body FROM sovereign.admins ORDER BY made, id"
ADD_ADMIN = "INSERT INTO sovereign.admins (id, made, disabled, body) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING"
CHANGE_ADMIN = """WITH changed AS (
    UPDATE sovereign.admins SET disabled = $1, body = $2
    WHERE id = $3 AND disabled IS NOT DISTINCT FROM $4::double precision RETURNING id, disabled
), ended AS (
    DELETE FROM sovereign.passes p USING changed c WHERE p.admin = c.id AND c.disabled IS NOT NULL
)
SELECT FROM changed"""
"""Who is shut out loses all passes with it."""

PASS = "SELECT id, admin, digest, made, expires, seen FROM sovereign.passes WHERE id = $1"  # noqa: S105 - no password
ADD_PASS = """WITH expired AS (DELETE FROM sovereign.passes WHERE expires < $4)
INSERT INTO sovereign.passes (id, admin, digest, made, expires, seen) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT DO NOTHING"""  # noqa: S105 - no password
CHANGE_PASS = """UPDATE sovereign.passes SET digest = $1, made = $2, expires = $3, seen = $4
WHERE id = $5 AND admin = $6 AND digest = $7"""  # noqa: S105 - no password
END_PASS = "DELETE FROM sovereign.passes WHERE id = $1 AND digest = $2"  # noqa: S105 - no password

STOPS = "SELECT id, body FROM sovereign.stops ORDER BY since, id"
ADD_STOP = "INSERT INTO sovereign.stops (id, since, body) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING"
REMOVE_STOP = "DELETE FROM sovereign.stops WHERE id = $1"

ADD_FINGERPRINT = "INSERT INTO sovereign.meta (name, value) VALUES ('fingerprint', $1) ON CONFLICT DO NOTHING"
FINGERPRINT = "SELECT value FROM sovereign.meta WHERE name = 'fingerprint'"
ADD_LOG = """INSERT INTO sovereign.log (tenant_id, size, frontier, signed, signed_at) VALUES ($1, 0, '', 0, 0)
ON CONFLICT DO NOTHING"""
ADD_TENANT = """INSERT INTO sovereign.tenants (id, name, made, key_version, wrapped) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (name) WHERE erased IS NULL DO NOTHING"""
TENANTS = "SELECT id, name, key_version, wrapped FROM sovereign.tenants WHERE erased IS NULL"
VERSIONS = """SELECT count(*) AS made, count(erased) AS erased, coalesce(sum(keys_version), 0)::bigint AS keys,
    (SELECT string_agg(id || since, ' ' ORDER BY id) FROM sovereign.stops) AS stops
FROM sovereign.tenants"""
ERASE = "SELECT sovereign.erase_tenant($1)"
