"""What an admin has stopped. Of no tenant: what is stopped stands in the sealed body alone."""

from alembic import op

revision = "0005"
down_revision = "0004"

STOPS = """
CREATE TABLE sovereign.stops (id text PRIMARY KEY, since double precision NOT NULL, body bytea NOT NULL);
"""


def upgrade() -> None:
    op.execute(STOPS)
