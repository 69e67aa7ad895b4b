"""The deletion of a term's students: nobody can be found any more, what was counted stays."""

import zlib

import pytest
from sqlalchemy import select

from api.store.database import Database
from api.store.tables import METADATA
from data.readers import read_pack
from data.synthetic import generate
from solver import restated
from solver.domain import District, Student
from solver.domain.choices import choice_counts
from solver.domain.students import RankedChoice
from tests.api.service import Service
from tests.api.test_plans_http import stored

MARK = "pupil-of-the-test"


@pytest.fixture
def service(database: Database) -> Service:
    return Service(database)


def with_students() -> District:
    """Returns a district in which two students of one class are listed with their choices."""
    district, _ = generate("rural_county", 1, 1, "qiaocheng")
    row = next(c for c in district.choice_counts if c.menu_id is not None and c.count)
    choice = RankedChoice(menu_id=row.menu_id or "", activity_ids=(row.activity_id,))
    students = tuple(
        Student(
            id=f"{MARK}-{n}",
            class_id=row.class_id,
            weekdays=(1,),
            priority_group="hardship",
            choices=(choice,),
        )
        for n in (1, 2)
    )
    return District(**{**dict(district), "students": students})


def everything(database: Database) -> str:
    """Returns all that the store holds, unpacked."""
    said = []
    with database.read() as connection:
        for table in METADATA.sorted_tables:
            for row in connection.execute(select(table)):
                said += [
                    zlib.decompress(v).decode() if isinstance(v, bytes) else str(v) for v in row
                ]
    return "\n".join(said)


def test_nobody_is_left_and_the_counts_are(service: Service) -> None:
    district = with_students()
    _, plan = generate("rural_county", 1, 1, "qiaocheng")
    first, *rest = plan.meetings
    named = first.model_copy(update={"student_ids": (f"{MARK}-1",)})
    plan = plan.model_copy(update={"meetings": (named, *rest)})
    plan = restated(district, read_pack("qiaocheng"), plan)
    service("POST", "/v1/districts", body=district.model_dump_json().encode(), status=201)
    plan_id = stored(service, plan)
    assert MARK in everything(service.database)
    path = f"/v1/districts/{district.id}/terms/{district.term.id}/students"
    found = service("DELETE", path, status=200).json()
    assert found == {"district_versions": 1, "plan_versions": 1}
    assert MARK not in everything(service.database)
    text = service("GET", f"/v1/districts/{district.id}/versions/1", status=200).content
    after = District.model_validate_json(text)
    # By hand: both students chose the same activity, so it is counted twice, as before.
    assert choice_counts(after) == choice_counts(district)
    assert service("GET", f"/v1/districts/{district.id}").json()["students_deleted_at"]
    stored_plan = service("GET", f"/v1/plans/{plan_id}/versions/1", status=200)
    assert stored_plan.headers["etag"].strip('"') == stored_plan.json()["verdict"]["plan_digest"]
    # Once more finds nothing; what it did is in the trail by its figures alone.
    assert service("DELETE", path).json() == {"district_versions": 0, "plan_versions": 0}
    rows = service("GET", "/v1/audit").json()
    assert [r["after"]["district_versions"] for r in rows if r["action"] == "students.delete"] == [
        1,
        0,
    ]


def test_not_while_a_solve_is_open(service: Service) -> None:
    district = with_students()
    service("POST", "/v1/districts", body=district.model_dump_json().encode(), status=201)
    solve_id = service.submit(district.id)
    path = f"/v1/districts/{district.id}/terms/{district.term.id}/students"
    assert service("DELETE", path, status=409).json()["code"] == "service.open_jobs"
    service("POST", f"/v1/solves/{solve_id}/cancel", status=202)
    service("DELETE", path, status=200)
    service("DELETE", f"/v1/districts/{district.id}/terms/x/students", status=404)
