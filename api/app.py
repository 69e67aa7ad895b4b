"""The web application: a thin layer over the functions of the command line."""

from fastapi import FastAPI

from api.answering import Answers, Here
from api.limits import Limits
from api.metrics import Metrics
from api.observing import Observing
from api.openapi import describe
from api.problems import add_handlers
from api.records import Recent
from api.routes import audit, changes, districts, documents, feeds, health, plans, policies, solves
from api.store.database import Database
from solver.version import VERSION


def create_app(
    database: Database, limits: Limits | None = None, answers: Answers | None = None
) -> FastAPI:
    """Returns the application that works with a database.

    Parameters
    ----------
    answers : Answers, optional
        Who seeks changes while a request waits; this process itself by default.
    """
    app = FastAPI(
        title="Kehou 课后",
        version=VERSION,
        description="Plans the after-school service of a school district.",
        redoc_url=None,
        docs_url=None,  # its page would load scripts from elsewhere
    )
    app.state.database = database
    app.state.limits = limits or Limits()
    app.state.recent = Recent(database)
    app.state.answers = answers or Here(app.state.recent)
    app.state.metrics = Metrics(database)
    add_handlers(app)
    for module in (districts, solves, plans, changes, documents, feeds, policies, audit, health):
        app.include_router(module.router)
    app.add_middleware(Observing)
    describe(app)
    return app
