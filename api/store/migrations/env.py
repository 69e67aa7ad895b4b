"""Alembic's own entry: migrations run on the connection that the program hands over."""

from alembic import context

from api.store.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,  # SQLite changes a table by copying it
    transactional_ddl=True,  # the caller's transaction holds it all
)
context.run_migrations()
