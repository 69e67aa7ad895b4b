"""Reschedules and cover over HTTP: a checked version, a reason, or a conflict."""

import threading
from typing import Any

import pytest

from api.store import keys, plans
from api.store.database import Database
from solver.domain.calendar import meeting_dates
from tests.api.test_documents_http import Published


@pytest.fixture
def service(database: Database) -> Published:
    return Published(database)


def leaders(service: Published, school_id: str) -> list[tuple[str, str]]:
    """Returns own people who lead a meeting at their school, with one of its dates."""
    home = {p.id: p.home_school_id for p in service.district.staff}
    school = next(s for s in service.district.schools if s.id == school_id)
    grades = {c.id: c.grade for c in school.classes}
    found: dict[str, str] = {}
    for m in service.plan.meetings:
        if m.school_id != school_id or home[m.staff_ids[0]] != school_id:
            continue
        days = meeting_dates(
            service.district.term,
            school,
            m.weekday,
            [grades[c] for c in m.class_counts],
            m.from_date,
            m.to_date,
            m.except_dates,
        )
        if days:
            found.setdefault(m.staff_ids[0], str(days[0]))
    return sorted(found.items())


def absence(staff_id: str, day: str) -> dict[str, Any]:
    change = {"kind": "absence", "staff_id": staff_id, "first": day, "last": day}
    return {"change": {"changes": [change]}}


def state_of(service: Published, key: str) -> str:
    return str(service("GET", f"/v1/plans/{service.plan_id}", key=key).headers["etag"])


def works(service: Published, key: str, state: str, school_id: str) -> tuple[str, str, Any]:
    """Asks for the own people of a school one by one until one can be stood in for."""
    for staff_id, day in leaders(service, school_id):
        answer = service(
            "POST",
            f"/v1/plans/{service.plan_id}/reschedule",
            key=key,
            body=absence(staff_id, day),
            If_Match=state,
        )
        if answer.status_code == 201:
            return staff_id, day, answer.json()
        assert answer.status_code == 422
        told = answer.json()
        assert told["code"] == "service.reschedule_refused"
        assert told["answer"]["refused"]
    raise AssertionError("nobody can be stood in for")


def test_a_planners_version_is_a_draft_and_legal(service: Published) -> None:
    staff_id, day, told = works(service, service.planner, '"1.1"', service.own)
    assert (told["plan"]["version"], told["plan"]["published"], told["plan"]["origin"]) == (
        2,
        1,
        "reschedule",
    )
    assert told["changed"] >= told["changed_bound"] >= 1
    assert all(day in change["dates"] for change in told["changes"])
    made = plans.load(service.database, service.plan_id, 2)
    verdict = made.verdict
    assert verdict is not None
    assert verdict.ok
    on_day = [m for m in made.meetings if str(m.from_date) == str(m.to_date) == day]
    assert all(staff_id not in m.staff_ids for m in on_day)


def test_a_schools_version_is_in_force_at_once_and_others_are_untouched(
    service: Published,
) -> None:
    _, _, told = works(service, service.school, state_of(service, service.school), service.own)
    assert told["plan"]["published"] == 2
    assert {change["school_id"] for change in told["changes"]} == {service.own}
    made = plans.load(service.database, service.plan_id, 2)
    before = {m for m in map(str, service.plan.meetings) if f"'{service.own}'" not in m}
    assert before <= set(map(str, made.meetings))
    rows = service("GET", "/v1/audit").json()
    assert [(r["action"], r["role"]) for r in rows[-2:]] == [
        ("plan.publish", "school"),
        ("plan.change", "school"),
    ]


def test_a_school_does_not_speak_for_others(service: Published) -> None:
    other = service.district.schools[1].id
    staff_id, day = leaders(service, other)[0]
    path = f"/v1/plans/{service.plan_id}"
    body = absence(staff_id, day)
    service(
        "POST", f"{path}/reschedule", key=service.school, body=body, status=404, If_Match='"1.1"'
    )
    body = {"day": day, "absent": [staff_id]}
    service("POST", f"{path}/cover", key=service.school, body=body, status=404, If_Match='"1.1"')
    foreign = keys.create(service.database, "school", "", "another", service.own)[1]
    service("POST", f"{path}/cover", key=foreign, body=body, status=404, If_Match='"1.1"')


def both(service: Published, *requests: tuple[str, str, str, str]) -> list[Any]:
    """Covers for people of schools at the same time: key, state, person, day."""
    answers: list[Any] = []

    def ask(key: str, state: str, staff_id: str, day: str) -> None:
        body = {"day": day, "absent": [staff_id]}
        path = f"/v1/plans/{service.plan_id}/cover"
        answers.append(service("POST", path, key=key, body=body, If_Match=state))

    threads = [threading.Thread(target=ask, args=request) for request in requests]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_of_two_changes_of_one_school_at_once_one_wins(service: Published) -> None:
    able, day, _ = works(service, service.planner, '"1.1"', service.own)
    state = state_of(service, service.school)
    answers = both(service, *[(service.school, state, able, day)] * 2)
    assert sorted(a.status_code for a in answers) == [201, 409]
    lost = next(a.json() for a in answers if a.status_code == 409)
    assert lost["code"] == "service.stale_plan"
    won = next(a.json() for a in answers if a.status_code == 201)
    made = plans.load(service.database, service.plan_id, won["plan"]["version"])
    assert made.verdict is not None
    assert made.verdict.ok
    rows = service("GET", "/v1/audit").json()
    outcomes = [r["outcome"] for r in rows if (r["action"], r["role"]) == ("plan.change", "school")]
    assert sorted(outcomes) == ["done", "refused"]


def test_two_schools_at_once_both_get_their_change(service: Published) -> None:
    other = service.district.schools[1].id
    key = keys.create(service.database, "school", "", service.district.id, other)[1]
    one = works(service, service.planner, '"1.1"', service.own)
    two = works(service, service.planner, '"2.1"', other)
    states = [state_of(service, k) for k in (service.school, key)]
    answers = both(service, (service.school, states[0], *one[:2]), (key, states[1], two[0], two[1]))
    assert [a.status_code for a in answers] == [201, 201], [a.text for a in answers]
    # The plan in force has both absences on record.
    row = service("GET", f"/v1/plans/{service.plan_id}").json()
    made = plans.load(service.database, service.plan_id, row["published"])
    away = {c["staff_id"] for c in made.changes if c["kind"] == "absence"}
    assert away == {one[0], two[0]}
    assert made.verdict is not None
    assert made.verdict.ok


def test_a_change_says_its_state_and_what_it_is_about(service: Published) -> None:
    staff_id, day = leaders(service, service.own)[0]
    path = f"/v1/plans/{service.plan_id}/cover"
    service("POST", path, body={"day": day, "absent": [staff_id]}, status=428)
    service("POST", path, body={"day": day, "absent": []}, status=422, If_Match='"1.1"')
    service("POST", path, body={"day": "2031-01-01", "absent": ["x"]}, status=422, If_Match='"1.1"')
    late = service(
        "POST", path, body={"day": day, "absent": [staff_id]}, status=409, If_Match='"1.0"'
    )
    assert late.json()["code"] == "service.stale_plan"
    assert service("GET", "/v1/audit").json()[-1]["outcome"] == "refused"


def test_stored_plans_are_compared(service: Published) -> None:
    works(service, service.planner, '"1.1"', service.own)
    path = f"/v1/plans/{service.plan_id}/versions/1/compare?other={service.plan_id}&other_version="
    same = service("GET", f"{path}1", status=200).json()
    assert same["changes"] == []
    assert service("GET", f"{path}2", status=200).json()["changes"]
    service("GET", f"{path}2", key=service.school, status=403)
