"""Alembic's folder: the steps that made the tables, each as SQL. `store.postgres.migrating` runs them."""
