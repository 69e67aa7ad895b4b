"""Plans over HTTP: changed and published against a known state, each step in the trail."""

import json
import threading
from typing import Any

import pytest

from api.jobs import holding, queue
from api.store.database import Database
from data.readers import read_pack
from data.synthetic import generate
from solver import check
from solver.plan import Plan
from tests.api.service import Service


@pytest.fixture
def service(database: Database) -> Service:
    return Service(database)


def stored(service: Service, plan: Plan, name: str = "a") -> str:
    """Stores a plan as a worker does, and returns its id."""
    service.submit(plan.district_id, name)
    held = queue.claim(service.database, "w")
    assert held is not None
    found = holding.finish(service.database, held, "done", {"status": "x"}, plan, 1.0)
    assert found is not None
    return found


@pytest.fixture
def plan(service: Service) -> Plan:
    district, plan = generate("rural_county", 1, 1, "qiaocheng")
    service("POST", "/v1/districts", body=district.model_dump_json().encode(), status=201)
    return plan


def edited(plan: Plan, staff_ids: tuple[str, ...] | None = None) -> bytes:
    """Returns a plan in which the first meeting has other people, or lost its room."""
    record = plan.model_dump(mode="json")
    if staff_ids is None:
        record["meetings"] = record["meetings"][1:]
    else:
        record["meetings"][0]["staff_ids"] = list(staff_ids)
    return json.dumps(record).encode()


def test_an_edited_plan_is_the_next_version(service: Service, plan: Plan) -> None:
    plan_id = stored(service, plan)
    path = f"/v1/plans/{plan_id}/versions"
    body = edited(plan, ())
    assert service("POST", path, body=body, status=428).json()["code"] == "service.no_if_match"
    answer = service("POST", path, body=body, status=201, If_Match='"1.0"')
    assert answer.headers["etag"] == '"2.0"'
    info = answer.json()
    first = service("GET", f"/v1/plans/{plan_id}/versions/1", status=200).json()
    second = service("GET", f"/v1/plans/{plan_id}/versions/2", status=200).json()
    assert (info["version"], info["origin"], info["publishable"]) == (2, "edit", False)
    assert second["parent_digest"] == service.client.get(
        f"{path}/1", headers={"Authorization": f"Bearer {service.planner}"}
    ).headers["etag"].strip('"')
    assert (first["version"], second["version"]) == (1, 2)
    assert not second["verdict"]["ok"]
    late = service("POST", path, body=body, status=409, If_Match='"1.0"').json()
    assert late["code"] == "service.stale_plan"
    assert "1.0" in late["detail"]
    assert "2.0" in late["detail"]


def test_publishing_needs_the_present_state_and_a_legal_plan(service: Service, plan: Plan) -> None:
    plan_id = stored(service, plan)
    path = f"/v1/plans/{plan_id}/publish"
    service("POST", path, body={"version": 1}, status=428)
    service("POST", path, body={"version": 7}, status=404, If_Match='"1.0"')
    service("POST", path, body={"version": 0}, status=422, If_Match='"1.0"')
    info = service("POST", path, body={"version": 1}, status=200, If_Match='"1.0"').json()
    assert (info["published"], info["etag"]) == (1, '"1.1"')
    # What was decided before this publication is refused.
    service("POST", path, body={"version": 1}, status=409, If_Match='"1.0"')
    versions = f"/v1/plans/{plan_id}/versions"
    service("POST", versions, body=edited(plan, ()), status=201, If_Match='"1.1"')
    refused = service("POST", path, body={"version": 2}, status=422, If_Match='"2.1"').json()
    assert refused["code"] == "service.not_legal"
    assert service("GET", f"/v1/plans/{plan_id}").json()["published"] == 1
    rows = service("GET", f"/v1/audit?district_id={plan.district_id}", status=200).json()
    steps = [(r["action"], r["outcome"]) for r in rows if r["subject"] == plan_id]
    assert steps == [
        ("plan.publish", "done"),
        ("plan.publish", "refused"),
        ("plan.change", "done"),
    ]
    published = next(r for r in rows if r["action"] == "plan.publish")
    assert published["before"] is None
    assert published["after"] == {"plan_id": plan_id, "version": 1}


def test_another_plan_takes_the_place_of_the_one_in_force(service: Service, plan: Plan) -> None:
    one, two = stored(service, plan, "a"), stored(service, plan, "b")
    service("POST", f"/v1/plans/{one}/publish", body={"version": 1}, status=200, If_Match='"1.0"')
    # The other plan is untouched, but its district has a plan in force that its reader did not see.
    service("POST", f"/v1/plans/{two}/publish", body={"version": 1}, status=409, If_Match='"1.0"')
    service("POST", f"/v1/plans/{two}/publish", body={"version": 1}, status=200, If_Match='"1.1"')
    assert service("GET", f"/v1/plans/{one}").json()["published"] is None
    rows = service("GET", "/v1/audit", status=200).json()
    last = [r for r in rows if r["action"] == "plan.publish"][-1]
    assert last["before"] == {"plan_id": one, "version": 1, "revision": 1}


def test_of_two_changes_at_once_one_wins_and_both_are_in_the_trail(
    service: Service, plan: Plan
) -> None:
    plan_id = stored(service, plan)
    answers: list[Any] = []

    def change() -> None:
        answers.append(
            service(
                "POST", f"/v1/plans/{plan_id}/versions", body=edited(plan, ()), If_Match='"1.0"'
            )
        )

    threads = [threading.Thread(target=change) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answer.status_code for answer in answers) == [201, 409]
    rows = service("GET", f"/v1/audit?district_id={plan.district_id}").json()
    outcomes = sorted(r["outcome"] for r in rows if r["action"] == "plan.change")
    assert outcomes == ["done", "refused"]


def test_a_plan_that_leaves_needs_unmet_is_published_only_if_meant(
    service: Service, plan: Plan
) -> None:
    district, _ = generate("rural_county", 1, 1, "qiaocheng")
    verdict = check(district, read_pack("qiaocheng"), plan)
    assert verdict.ok
    said = verdict.model_copy(update={"complete": False, "publishable": False})
    plan_id = stored(service, plan.model_copy(update={"verdict": said}))
    path = f"/v1/plans/{plan_id}/publish"
    answer = service("POST", path, body={"version": 1}, status=422, If_Match='"1.0"').json()
    assert answer["code"] == "service.leaves_unmet"
    body = {"version": 1, "accept_unmet": True}
    assert service("POST", path, body=body, status=200, If_Match='"1.0"').json()["published"] == 1
