"""The service over HTTP: what it accepts, what it refuses and how it says so."""

import json
import re

import pytest

from api.jobs import holding, queue
from api.language import preferred
from api.store.database import Database
from data.readers import read_district
from solver.domain import District
from solver.plan import Plan
from tests.api.service import SHIPPED, Service, district_json


@pytest.fixture
def service(database: Database) -> Service:
    return Service(database)


def planned(service: Service, district_id: str, plan_json: str) -> str:
    """Stores a plan as a worker does, and returns its id."""
    service.submit(district_id)
    held = queue.claim(service.database, "w")
    assert held is not None
    plan = Plan.model_validate_json(plan_json)
    plan_id = holding.finish(service.database, held, "done", {"status": "x"}, plan, 1.0)
    assert plan_id is not None
    return plan_id


def test_health_and_readiness_need_no_key(service: Service) -> None:
    assert service.client.get("/health").json()["status"] == "ok"
    answer = service.client.get("/ready")
    assert (answer.status_code, answer.json()["status"]) == (200, "ready")


def test_everything_else_needs_one(service: Service) -> None:
    paths = service.client.get("/openapi.json").json()["paths"]
    open_to_all = {"/health", "/ready", "/metrics", "/v1/feeds/{feed}.ics"}
    assert open_to_all < set(paths)
    for path, methods in paths.items():
        for method in methods:
            if path in open_to_all:
                continue
            filled = re.sub(r"{version}", "1", path)
            filled = re.sub(r"{\w+}", "x", filled)
            for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic eA=="}):
                answer = service.client.request(method, filled, headers=headers)
                assert answer.status_code == 401, (method, path)
                assert answer.headers["www-authenticate"] == "Bearer"


def test_a_district_as_json_and_as_a_workbook(service: Service) -> None:
    answer = service("POST", "/v1/districts", body=district_json(), status=201)
    district_id = answer.json()["district_id"]
    assert answer.headers["location"] == f"/v1/districts/{district_id}/versions/1"
    stored = service("GET", answer.headers["location"], status=200)
    assert District.model_validate_json(stored.content) == read_district(SHIPPED / "xinyi.json")
    # The shipped workbook holds the same district.
    workbook = (SHIPPED / "xinyi.xlsx").read_bytes()
    again = service("POST", "/v1/districts", body=workbook, status=200)
    assert again.json()["version"] == 1
    versions = service("GET", f"/v1/districts/{district_id}/versions", status=200).json()
    assert [v["version"] for v in versions] == [1]


def test_the_findings_of_the_reader_in_the_language_asked_for(service: Service) -> None:
    broken = json.loads(district_json())
    broken["schools"][0]["rooms"][0]["seats"] = -3
    broken["nope"] = 1
    body = json.dumps(broken).encode()
    english = service("POST", "/v1/districts", body=body, status=422, Accept_Language="en")
    chinese = service("POST", "/v1/districts", body=body, status=422)
    assert chinese.headers["content-language"] == "zh"
    found = {e["where"]: e for e in english.json()["errors"]}
    assert set(found) == {"nope", "schools[0].rooms[0].seats"}
    assert found["nope"]["code"] == "input.unknown_field"
    assert "Unknown field" in found["nope"]["message"]
    assert "不认识的字段" in str(chinese.json()["errors"])
    codes = [[e["code"] for e in a.json()["errors"]] for a in (english, chinese)]
    assert codes[0] == codes[1]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 400, "service.no_body"),
        (b"{", 422, "service.refused"),
        (b"\xff\xfe{", 422, "service.refused"),
        (b"PK\x03\x04 no archive", 422, "service.refused"),
        (b"name,seats\n", 422, "service.refused"),
        (b"[]", 422, "service.refused"),
    ],
)
def test_what_is_no_district(service: Service, body: bytes, status: int, code: str) -> None:
    answer = service("POST", "/v1/districts", body=body, status=status)
    assert answer.json()["code"] == code


def test_versions_are_locked_by_if_match(service: Service) -> None:
    changed = {**json.loads(district_json()), "name": "新沂市"}
    service("POST", "/v1/districts", body=district_json(), status=201, If_Match='"0"')
    stale = service("POST", "/v1/districts", body=changed, status=412, If_Match='"0"')
    assert stale.json()["code"] == "service.stale_district"
    answer = service("POST", "/v1/districts", body=changed, status=201, If_Match='"1"')
    assert answer.headers["etag"] == '"2"'


def test_a_solve_is_accepted_once(service: Service) -> None:
    district_id = service.add_district()
    body = {"district_id": district_id, "time_limit_s": 5}
    first = service("POST", "/v1/solves", body=body, status=202, Idempotency_Key="a")
    again = service("POST", "/v1/solves", body=body, status=202, Idempotency_Key="a")
    assert again.json()["id"] == first.json()["id"]
    assert first.headers["location"] == f"/v1/solves/{first.json()['id']}"
    # What is left out and what is said with its default is the same request.
    said = {**body, "seed": 0}
    assert service("POST", "/v1/solves", body=said, Idempotency_Key="a").status_code == 202
    other = service("POST", "/v1/solves", body={**body, "seed": 1}, status=409, Idempotency_Key="a")
    assert other.json()["code"] == "service.key_of_other_request"
    missing = service("POST", "/v1/solves", body=body, status=400)
    assert missing.json()["code"] == "service.no_idempotency_key"
    assert len(service("GET", "/v1/solves", status=200).json()) == 1


@pytest.mark.parametrize(
    ("changes", "status", "code", "where"),
    [
        ({"district_id": "nope"}, 404, "service.no_district", None),
        ({"district_version": 7}, 404, "service.no_district", None),
        ({"time_limit_s": 0}, 422, "service.refused", "time_limit_s"),
        ({"time_limit_s": "5"}, 422, "service.refused", "time_limit_s"),
        ({"time": 5}, 422, "service.refused", "time"),
        ({"policy": "nowhere"}, 422, "input.unknown_pack", None),
        ({"start": {"plan_id": "p", "version": 1}}, 422, "service.no_plan", None),
        ({"pins": [{"kind": "nothing"}]}, 422, "service.refused", "pins[0].kind"),
    ],
)
def test_a_solve_that_cannot_be_accepted(
    service: Service, changes: dict[str, object], status: int, code: str, where: str | None
) -> None:
    body = {"district_id": service.add_district(), **changes}
    answer = service("POST", "/v1/solves", body=body, status=status, Idempotency_Key="a").json()
    assert answer["code"] == code
    if where is not None:
        assert [e["where"] for e in answer["errors"]] == [where]
    assert service("GET", "/v1/solves").json() == []


def test_events_go_on_after_the_last_that_was_heard(service: Service) -> None:
    solve_id = service.submit(service.add_district())
    held = queue.claim(service.database, "w")
    assert held is not None
    points = [{"level": "choices", "value": v, "bound": 2} for v in (9, 5)]
    holding.tell(service.database, held, [("progress", p) for p in points], 60)
    holding.finish(service.database, held, "done", {"status": "unknown"}, None, 1.0)
    path = f"/v1/solves/{solve_id}/events"
    told = service("GET", path, status=200).text
    assert re.findall(r"^event: (\w+)$", told, re.MULTILINE) == [
        "queued",
        "started",
        "progress",
        "progress",
        "finished",
    ]
    assert re.findall(r"^id: (\d+)$", told, re.MULTILINE) == ["1", "2", "3", "4", "5"]
    assert '"gap": 3' in told  # 5 - 2
    later = service("GET", path, status=200, Last_Event_ID="3").text
    assert re.findall(r"^id: (\d+)$", later, re.MULTILINE) == ["4", "5"]
    row = service("GET", f"/v1/solves/{solve_id}").json()
    assert (row["state"], row["progress"]["value"], row["progress"]["gap"]) == ("done", 5, 3)


def test_cancel_of_a_waiting_solve(service: Service) -> None:
    solve_id = service.submit(service.add_district())
    answer = service("POST", f"/v1/solves/{solve_id}/cancel", status=202).json()
    assert (answer["state"], answer["cancel_asked"]) == ("cancelled", True)
    assert service("POST", "/v1/solves/none/cancel", status=404).json()["code"] == (
        "service.no_solve"
    )


def test_a_plan_is_got_and_an_edited_one_checked(service: Service) -> None:
    from data.synthetic import generate

    district, plan = generate("rural_county", 1, 1, "qiaocheng")
    service("POST", "/v1/districts", body=district.model_dump_json().encode(), status=201)
    plan_id = planned(service, district.id, plan.model_dump_json())
    info = service("GET", f"/v1/plans/{plan_id}", status=200)
    assert info.headers["etag"] == info.json()["etag"] == '"1.0"'
    stored = service("GET", f"/v1/plans/{plan_id}/versions/1", status=200)
    assert Plan.model_validate_json(stored.content) == plan
    verdict = service("POST", f"/v1/plans/{plan_id}/verify", body=stored.content, status=200)
    assert verdict.json()["ok"]
    # Nobody leads the first meeting any more: the check says so, the store is as it was.
    record = json.loads(stored.content)
    record["meetings"][0]["staff_ids"] = []
    found = service("POST", f"/v1/plans/{plan_id}/verify", body=record, status=200).json()
    assert not found["ok"]
    assert record["meetings"][0]["id"] in {v["subject"] for v in found["violations"]}
    assert service("GET", f"/v1/plans/{plan_id}").json()["latest"] == 1
    listed = service("GET", f"/v1/plans?district_id={district.id}", status=200).json()
    assert [p["plan_id"] for p in listed] == [plan_id]
    other = service("POST", f"/v1/plans/{plan_id}/verify", body=district_json(), status=422)
    assert other.json()["errors"][0]["code"] == "input.district_for_plan"


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v1/nothing", 404),
        ("DELETE", "/v1/solves", 405),
        ("GET", "/v1/districts/x", 404),
        ("GET", "/v1/districts/x/versions/0", 422),
        ("GET", "/v1/districts/x/versions/one", 422),
        ("GET", "/v1/plans/x", 404),
        ("GET", "/v1/plans", 422),
        ("GET", "/v1/policies/x", 404),
    ],
)
def test_other_refusals_are_problems_too(
    service: Service, method: str, path: str, status: int
) -> None:
    service(method, path, status=status)
    service(method, path, status=status, Accept_Language="en")


def test_a_key_of_one_district_sees_no_other(service: Service) -> None:
    from api.store import keys

    district_id = service.add_district("xinyi")
    other = service.add_district("hebi")
    solve_id = service.submit(other)
    key = keys.create(service.database, "planner", "", district_id)[1]
    listed = service("GET", "/v1/districts", key=key, status=200).json()
    assert [d["district_id"] for d in listed] == [district_id]
    assert service("GET", "/v1/solves", key=key).json() == []
    for path in (f"/v1/districts/{other}", f"/v1/solves/{solve_id}"):
        service("GET", path, key=key, status=404)
    service("POST", "/v1/districts", key=key, body=district_json("hebi"), status=403)


@pytest.mark.parametrize(
    ("header", "lang"),
    [
        ("", "zh"),
        ("en", "en"),
        ("en-GB,en;q=0.9", "en"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("fr,en;q=0.5", "en"),
        ("en;q=0.2,zh;q=0.4", "zh"),
        ("en;q=x, *", "zh"),
        ("en;q=0", "zh"),
    ],
)
def test_the_language_that_is_preferred(header: str, lang: str) -> None:
    assert preferred(header) == lang
