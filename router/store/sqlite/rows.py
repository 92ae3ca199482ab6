"""Statements on a tenant's file and on the router's own. Only with parameters; never text put together."""

from typing import Any

ENTRIES_OF = "SELECT seq, kind, attempt, body, subject FROM entries WHERE id = ? ORDER BY seq"
PENDING = "SELECT receipt, attempt FROM pending ORDER BY receipt, attempt"

ENTRIES = """SELECT seq, kind, id, attempt, at, leaf, body, subject, owner, team FROM entries
WHERE seq >= ? AND seq < ? ORDER BY seq"""
LOG = "SELECT size, frontier FROM log"
SUBTREES = "SELECT level, number, hash FROM subtrees"
CHECKPOINTS = "SELECT size, note FROM checkpoints ORDER BY size"
CHECKPOINTS_DOWN = "SELECT size, note FROM checkpoints ORDER BY size DESC LIMIT 1"
COSIGNED_DOWN = "SELECT note FROM checkpoints WHERE cosigned AND size > ? ORDER BY size DESC LIMIT 1"
COSIGN = "UPDATE checkpoints SET note = ?, cosigned = 1 WHERE size = ? AND note = ?"

OLDEST = "SELECT size, pruned FROM log"
FIRST_YOUNG = "SELECT seq FROM entries WHERE seq >= ? AND at >= ? ORDER BY seq LIMIT 1"
PRUNE = "UPDATE entries SET body = NULL WHERE seq >= ? AND seq < ?"
PRUNED = "UPDATE log SET pruned = ?"

ADD_SUBJECT = "INSERT INTO subjects (id, tag, made, wrapped) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"
SUBJECT = "SELECT wrapped FROM subjects WHERE id = ?"
SUBJECTS_OF = "SELECT id, wrapped FROM subjects WHERE tag = ? ORDER BY made, id"
TAGS = "SELECT id, tag FROM subjects WHERE tag IS NOT NULL"
ABOUT = "SELECT seq FROM entries WHERE subject = ? AND body IS NOT NULL"
ERASE_SUBJECT = "UPDATE subjects SET tag = NULL, wrapped = NULL, erased = ? WHERE id = ?"
CLEAR = """UPDATE entries SET body = NULL, subject = NULL
WHERE seq IN (SELECT seq FROM entries WHERE subject = ? LIMIT ?)"""
LEFT = """SELECT id FROM subjects s
WHERE erased IS NOT NULL AND EXISTS (SELECT 1 FROM entries WHERE subject = s.id)"""

ADD_KEY = "INSERT INTO keys VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
KEYS = """SELECT id, digest, created, expires, revoked, body,
    EXISTS (SELECT 1 FROM entries WHERE entries.id = ? || keys.id AND kind = 'act'),
    EXISTS (SELECT 1 FROM entries WHERE entries.id = ? AND kind = 'act')
FROM keys"""
KEY_IDS = "SELECT id FROM keys"
BIND_KEY = "UPDATE keys SET body = ? WHERE id = ?"
REVOKE_KEY = "UPDATE keys SET revoked = ?, body = ? WHERE id = ? AND revoked IS NULL AND expires IS ?"
ROTATE_KEY = """INSERT INTO keys
WITH old AS (SELECT * FROM keys WHERE id = ?9 AND revoked IS NULL AND expires IS ?10)
SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8 FROM old
UNION ALL SELECT id, owner, team, digest, created, ?11, revoked, ?12 FROM old WHERE true
ON CONFLICT (id) DO UPDATE SET expires = excluded.expires, body = excluded.body WHERE keys.id = ?9"""
"""The new key and the old one's end in one statement: both or neither, and neither if the old one has changed."""
KEYS_VERSION = "SELECT value FROM meta WHERE name = 'keys_version'"

ADD_RULES = "INSERT INTO rules VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
RULES = "SELECT body FROM rules WHERE digest = ?"
ADD_RULE_PART = "INSERT INTO rule_parts VALUES (?, ?) ON CONFLICT DO NOTHING"
RULE_PARTS = "SELECT digest, body FROM rule_parts WHERE digest IN (SELECT value FROM json_each(?))"


def proves(row: tuple[Any, ...]) -> tuple[bool, int]:
    """Which entry of a request is its proof: the receipt, else what was recorded first."""
    return row[1] == "receipt", -row[0]
