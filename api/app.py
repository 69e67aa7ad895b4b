"""The web application: a thin layer over the functions of the command line."""

from fastapi import FastAPI

from api.observing import Observing
from api.problems import add_handlers
from api.routes import audit, districts, health, plans, policies, solves
from api.store.database import Database
from solver.version import VERSION

MOST_BYTES = 64 * 2**20
"""Bytes of a request's body at most; a district of 200 schools with all its students has 30 MiB."""


def create_app(database: Database) -> FastAPI:
    """Returns the application that works with a database."""
    app = FastAPI(
        title="Kehou 课后",
        version=VERSION,
        description="Plans the after-school service of a school district.",
        max_body_size=MOST_BYTES,
        redoc_url=None,
        docs_url=None,  # its page would load scripts from elsewhere
    )
    app.state.database = database
    add_handlers(app)
    for module in (districts, solves, plans, policies, audit, health):
        app.include_router(module.router)
    app.add_middleware(Observing)
    return app
