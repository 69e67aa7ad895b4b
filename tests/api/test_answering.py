"""Helpers beside the web server: the same answers, and a lost one is started again."""

import pytest
from fastapi.testclient import TestClient

from api.answering import Helpers
from api.app import create_app
from api.limits import Limits
from api.store.database import Database
from tests.api.test_changes_http import leaders
from tests.api.test_documents_http import Published


@pytest.fixture
def service(database: Database) -> Published:
    return Published(database)


def test_a_helper_answers_and_a_lost_one_is_replaced(service: Published) -> None:
    url = service.database.url.render_as_string(hide_password=False)
    helpers = Helpers(url, 1)
    client = TestClient(create_app(service.database, Limits(1e6, 1e6), helpers))
    staff_id, day = leaders(service, service.own)[0]
    path = f"/v1/plans/{service.plan_id}/cover"

    def ask(person: str) -> tuple[int, dict[str, object]]:
        headers = {"Authorization": f"Bearer {service.planner}", "If-Match": '"1.1"'}
        answer = client.post(path, json={"day": day, "absent": [person]}, headers=headers)
        return answer.status_code, answer.json()

    try:
        status, told = ask("nobody at all")
        assert (status, told["code"]) == (422, "service.refused")
        helper = helpers._free.get()
        assert helper is not None
        helper.kill()
        helpers._free.put(helper)
        # Whether it is seen to be dead before it is asked or after: the next one answers.
        first = ask(staff_id)
        status, told = ask(staff_id) if first[0] == 503 else first
        assert status in (201, 422)
        assert status == 201 or told["answer"]
        # In this process the answer is the same, but for the numbers of new versions.
        if status == 422:
            body = {"day": day, "absent": [staff_id]}
            here = service("POST", path, body=body, status=422, If_Match='"1.1"').json()
            assert here["answer"] == told["answer"]
    finally:
        helpers.close()
