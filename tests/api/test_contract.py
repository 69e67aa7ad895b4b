"""The description of the interface: every answer that drawn requests get is in it."""

from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from starlette.requests import Request

from api.app import create_app
from api.auth import _actor
from api.limits import Limits
from api.store.audit import Actor
from api.store.database import Database
from api.store.migrate import upgrade

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The application as a planner meets it, with a district and a job in it."""
    from fastapi.testclient import TestClient

    from tests.api.service import district_json

    folder: Path = tmp_path_factory.mktemp("contract")
    database = Database(f"sqlite:///{folder}/store.db")
    upgrade(database)
    app = create_app(database, Limits(rate=1e6, burst=1e6))

    def planner(request: Request) -> Actor:
        return Actor("key_of_the_test", "planner")

    app.dependency_overrides[_actor] = planner
    with TestClient(app) as client:
        made = client.post("/v1/districts", content=district_json())
        assert made.status_code == 201
        body = {"district_id": made.json()["district_id"]}
        headers = {"Idempotency-Key": "a"}
        assert client.post("/v1/solves", json=body, headers=headers).status_code == 202
    return schemathesis.openapi.from_asgi("/openapi.json", app)


def test_every_answer_is_described(drawn: Any) -> None:
    asked = 0
    for found in drawn.get_all_operations():
        operation = found.ok()

        @given(case=operation.as_strategy())
        @settings(
            max_examples=12,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        def check(case: Any) -> None:
            case.call_and_validate(checks=CHECKS)

        check()
        asked += 1
    assert asked > 25


def test_the_description_resolves_and_has_examples(tmp_path: Path) -> None:
    made = create_app(Database(f"sqlite:///{tmp_path}/store.db")).openapi()
    schemas = made["components"]["schemas"]

    def refs(part: object) -> set[str]:
        if isinstance(part, dict):
            own = {part["$ref"]} if isinstance(part.get("$ref"), str) else set()
            return own.union(*(refs(inner) for inner in part.values()))
        if isinstance(part, list):
            return set().union(*(refs(inner) for inner in part))
        return set()

    assert {r.rpartition("/")[2] for r in refs(made)} <= set(schemas)
    assert schemas["SolveRequest"]["examples"]
    for path, methods in made["paths"].items():
        for method, told in methods.items():
            assert told["summary"], (method, path)
