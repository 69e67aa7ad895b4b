"""A service in this process, with a district and a planner's key."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from api.app import create_app
from api.limits import Limits
from api.store import keys
from api.store.database import Database

SHIPPED = Path(__file__).parents[2] / "data" / "districts"


@cache
def district_json(name: str = "xinyi") -> bytes:
    """Returns a shipped district as it comes over HTTP."""
    return (SHIPPED / f"{name}.json").read_bytes()


class Service:
    """Asks the application; every answer that is a problem has the form of one."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.client = TestClient(
            create_app(database, Limits(rate=1e6, burst=1e6)), raise_server_exceptions=False
        )
        self.planner = keys.create(database, "planner", "test")[1]

    def __call__(
        self,
        method: str,
        path: str,
        *,
        key: str | None = None,
        status: int | None = None,
        body: bytes | dict[str, Any] | None = None,
        **headers: str,
    ) -> Any:
        """Sends a request with the planner's key; ``status`` is what it must be answered with."""
        said = {"Authorization": f"Bearer {self.planner if key is None else key}"}
        said |= {name.replace("_", "-"): value for name, value in headers.items()}
        content = json.dumps(body).encode() if isinstance(body, dict) else body
        answer = self.client.request(method, path, content=content, headers=said)
        if status is not None:
            assert answer.status_code == status, answer.text
        if answer.status_code >= 400:
            assert answer.headers["content-type"] == "application/problem+json"
            found = answer.json()
            assert found["status"] == answer.status_code
            assert found["detail"]
        return answer

    def add_district(self, name: str = "xinyi") -> str:
        """Uploads a shipped district and returns its id."""
        answer = self("POST", "/v1/districts", body=district_json(name), status=201)
        return str(answer.json()["district_id"])

    def submit(self, district_id: str, name: str = "a", **settings: Any) -> str:
        """Submits a solve and returns its id."""
        body = {"district_id": district_id, "workers": 1, **settings}
        answer = self("POST", "/v1/solves", body=body, status=202, Idempotency_Key=name)
        return str(answer.json()["id"])
