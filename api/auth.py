"""Who asks: an API key in ``Authorization: Bearer …``, with its role and what it is for.

Planners plan a district (or all of them); a school's key sees its own school. What a key may not
see is answered as if it were not there, so that nobody learns that it is.
"""

from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from api.limits import Limits
from api.problems import ProblemError
from api.store import keys
from api.store.audit import Actor
from api.store.database import Database

_SCHEME = HTTPBearer(auto_error=False, description="`kehou keys create` makes a key.")


def database_of(request: Request) -> Database:
    """Returns the database that the application was made with."""
    database: Database = request.app.state.database
    return database


Store = Annotated[Database, Depends(database_of)]


def _actor(
    request: Request,
    database: Store,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_SCHEME)],
) -> Actor:
    if credentials is None:
        raise ProblemError(401, "service.no_key", headers={"WWW-Authenticate": "Bearer"})
    found = keys.find(database, credentials.credentials)
    limits: Limits = request.app.state.limits
    if found is None:
        limits.strange(request)
        raise ProblemError(401, "service.wrong_key", headers={"WWW-Authenticate": "Bearer"})
    request.state.key_id = found.key_id
    limits.take(found.key_id)
    return Actor(
        found.key_id,
        found.role,
        found.district_id,
        found.school_id,
        getattr(request.state, "request_id", None),
    )


def _planner(actor: Annotated[Actor, Depends(_actor)]) -> Actor:
    if actor.role != "planner":
        raise ProblemError(403, "service.planners_only")
    return actor


AnyKey = Annotated[Actor, Depends(_actor)]
Planner = Annotated[Actor, Depends(_planner)]


def may_see(actor: Actor, district_id: str) -> bool:
    """Tells whether a key is for a district."""
    return actor.district_id is None or actor.district_id == district_id
