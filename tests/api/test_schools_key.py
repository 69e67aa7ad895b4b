"""A school's key gets nothing of another school, on any route that there is."""

import re
from typing import Any

import pytest

from api.store import keys
from api.store.database import Database
from data.synthetic import generate
from solver.domain import District
from solver.plan import Plan
from tests.api.service import Service
from tests.api.test_plans_http import stored


@pytest.fixture
def service(database: Database) -> Service:
    return Service(database)


def own_words(district: District, plan: Plan, school_id: str) -> set[str]:
    """Returns ids and names by which something of one school would be known."""
    school = next(s for s in district.schools if s.id == school_id)
    found = {x.id for x in school.classes} | {x.id for x in school.rooms}
    found |= {x.id for x in school.periods} | {x.id for x in school.bands}
    found |= {school.id, school.name, *(p.id for p in school.duty_posts)}
    staff = [p for p in district.staff if p.home_school_id == school_id]
    found |= {p.id for p in staff}
    found |= {m.id for m in plan.meetings if m.school_id == school_id}
    return found | {s.id for s in plan.sections if s.school_id == school_id}


def lent(district: District, plan: Plan, school_id: str) -> set[str]:
    """Returns people of other schools who serve at a school or may: their ids may be seen there."""
    there = {w for m in plan.meetings if m.school_id == school_id for w in m.staff_ids}
    return there | {p.id for p in district.staff if school_id in p.lendable_to}


def test_nothing_of_another_school_on_any_route(service: Service) -> None:
    district, plan = generate("rural_county", 3, 1, "qiaocheng")
    own, other = district.schools[0].id, district.schools[1].id
    service("POST", "/v1/districts", body=district.model_dump_json().encode(), status=201)
    draft, public = stored(service, plan, "a"), stored(service, plan, "b")
    path = f"/v1/plans/{public}/publish"
    service("POST", path, body={"version": 1}, status=200, If_Match='"1.0"')
    solve_id = service.submit(district.id, "c")
    key = keys.create(service.database, "school", "", district.id, own)[1]
    foreign = {w for s in district.schools if s.id != own for w in own_words(district, plan, s.id)}
    foreign -= lent(district, plan, own)
    stranger = next(p.id for p in district.staff if p.home_school_id == other)
    seen: dict[str, int] = {}

    def walk(plan_id: str, school_id: str, staff_id: str) -> None:
        values = {
            "district_id": district.id,
            "version": "1",
            "plan_id": plan_id,
            "school_id": school_id,
            "solve_id": solve_id,
            "staff_id": staff_id,
            "pack_id": "qiaocheng",
            "feed": "x",
            "feed_id": "x",
            "key_id": "x",
            "term_id": district.term.id,
        }
        for template, methods in service.client.get("/openapi.json").json()["paths"].items():
            for method, told in methods.items():
                filled = re.sub(r"{(\w+)}", lambda m: values[m[1]], template)
                if any(p["name"] == "district_id" for p in told.get("parameters", ())):
                    filled += (
                        f"?district_id={district.id}" if "{district_id}" not in template else ""
                    )
                answer: Any = service(method.upper(), filled, key=key, If_Match='"1.1"', body=b"{}")
                said = answer.text.replace(filled, "")
                leaked = {w for w in foreign if f'"{w}"' in said or w in said.split()}
                leaked -= {school_id, staff_id}  # what was asked for may be said back
                assert leaked == set(), (method, filled)
                assert answer.status_code < 500, (method, filled)
                seen[f"{method} {template}"] = answer.status_code

    walk(draft, other, stranger)
    assert {s for name, s in seen.items() if "{plan_id}" in name} <= {403, 404}
    walk(public, other, stranger)
    assert {s for name, s in seen.items() if "{school_id}" in name} == {404}
    assert {s for name, s in seen.items() if "solves" in name} == {403}
    walk(public, own, district.staff[0].id)
    assert seen["get /v1/plans/{plan_id}/versions/{version}"] == 200
    assert seen["get /v1/plans/{plan_id}/versions/{version}/busy/{school_id}"] == 200


def test_a_school_sees_its_whole_own_part(service: Service) -> None:
    district, plan = generate("rural_county", 3, 1, "qiaocheng")
    own = district.schools[0].id
    service("POST", "/v1/districts", body=district.model_dump_json().encode(), status=201)
    plan_id = stored(service, plan)
    service(
        "POST", f"/v1/plans/{plan_id}/publish", body={"version": 1}, status=200, If_Match='"1.0"'
    )
    key = keys.create(service.database, "school", "", district.id, own)[1]
    listed = service("GET", f"/v1/plans?district_id={district.id}", key=key, status=200).json()
    assert [row["plan_id"] for row in listed] == [plan_id]
    part = service("GET", f"/v1/plans/{plan_id}/versions/1", key=key, status=200).json()
    mine = {m.id for m in plan.meetings if m.school_id == own}
    assert {m["id"] for m in part["meetings"]} == mine
    assert {a["school_id"] for a in part["accounts"]} == {own}


def test_a_lent_teacher_is_free_or_busy_and_nothing_more(service: Service) -> None:
    district, plan = generate("rural_county", 3, 1, "qiaocheng")
    service("POST", "/v1/districts", body=district.model_dump_json().encode(), status=201)
    plan_id = stored(service, plan)
    for school in district.schools:
        path = f"/v1/plans/{plan_id}/versions/1/busy/{school.id}"
        rows = service("GET", path, status=200).json()
        names = {"staff_id", "weekday", "start_min", "end_min", "from_date", "to_date"}
        assert all(set(row) == names for row in rows)
        people = {p.id: p for p in district.staff}
        agreed = {
            v.id for v in district.providers if any(a.school_id == school.id for a in v.agreements)
        }
        for row in rows:
            person = people[row["staff_id"]]
            assert (
                person.home_school_id == school.id
                or school.id in person.lendable_to
                or person.provider_id in agreed
            )
        # By hand: whoever of them leads a meeting elsewhere is busy in that period.
        elsewhere = {
            (w, m.weekday) for m in plan.meetings if m.school_id != school.id for w in m.staff_ids
        }
        expected = {
            (w, day)
            for w, day in elsewhere
            if people[w].home_school_id == school.id
            or school.id in people[w].lendable_to
            or people[w].provider_id in agreed
        }
        duties = {(w, d.weekday) for d in plan.duties for w in d.staff_ids}
        assert expected <= {(r["staff_id"], r["weekday"]) for r in rows} <= expected | duties
