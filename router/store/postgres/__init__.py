"""PostgreSQL: one database for many routers, each tenant's rows kept apart by the database itself.

    address      where it is, and what of that may be told
    pool         connections, and the only way to one: a transaction of one tenant
    policies     who sees which row, and who may do what
    migrations   the tables, step by step; `migrating` runs them, as their owner
    self_check   what is asked of the database before anything is served
    privileges   what its role may do beyond the policies' grants, as the `catalogue` tells it
    tables       what each has to be so that what is acknowledged is kept
    line         what waits to be recorded for one tenant: a group commit of `changes` to its `logbook`
    registry     which tenants there are, and what opens their rows
    reading      what an audit reads

`PostgresStore` puts them together.
"""

from router.store.postgres.store import PostgresStore

__all__ = ["PostgresStore"]
