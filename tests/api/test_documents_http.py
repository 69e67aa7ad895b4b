"""Documents, calendars and figures over HTTP, and the limits of what one key may ask."""

import io
import re
import zipfile

import pytest
from fastapi.testclient import TestClient

from api import limits
from api.app import create_app
from api.limits import Limits
from api.store import keys
from api.store.database import Database
from data.readers import read_edited_plan
from data.synthetic import generate
from tests.api.service import Service, district_json
from tests.api.test_plans_http import stored


class Published(Service):
    """A service with a published plan of three schools."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.district, self.plan = generate("rural_county", 3, 1, "qiaocheng")
        self("POST", "/v1/districts", body=self.district.model_dump_json().encode(), status=201)
        self.plan_id = stored(self, self.plan)
        self.path = f"/v1/plans/{self.plan_id}/versions/1"
        self.publish('"1.0"')
        self.own = self.district.schools[0].id
        self.school = keys.create(database, "school", "", self.district.id, self.own)[1]

    def publish(self, state: str) -> None:
        path = f"/v1/plans/{self.plan_id}/publish"
        self("POST", path, body={"version": 1}, status=200, If_Match=state)


@pytest.fixture
def service(database: Database) -> Published:
    return Published(database)


def unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_documents_come_as_one_archive(service: Published, tmp_path: object) -> None:
    answer = service("GET", f"{service.path}/documents?format=xlsx", status=200)
    (found,) = unpacked(answer.content).values()
    book = tmp_path / "plan.xlsx"  # type: ignore[operator]
    book.write_bytes(found)
    # The workbook of the archive is the plan: read back, it holds the same meetings.
    read = read_edited_plan(book, service.district)
    assert {m.id for m in read.plan.meetings} == {m.id for m in service.plan.meetings}
    english = service("GET", f"{service.path}/documents?format=html", Accept_Language="en")
    assert any(b'lang="en"' in page for page in unpacked(english.content).values())
    refused = service(
        "GET", f"{service.path}/documents?format=doc", status=422, Accept_Language="en"
    )
    assert "doc" in refused.json()["detail"]


def test_the_reports_come_as_one_archive(service: Published) -> None:
    answer = service(
        "GET", f"{service.path}/reports?documents=parent_notice&month=2025-10", status=200
    )
    assert {"index.html", "parent_notice.html", "parent_notice.xlsx"} <= {
        name.rpartition("/")[2] for name in unpacked(answer.content)
    }
    service("GET", f"{service.path}/reports?documents=nothing", status=422)
    service("GET", f"{service.path}/reports?month=2031-01", status=422)


def test_a_schools_documents_are_about_itself(service: Published) -> None:
    other = {s.name for s in service.district.schools[1:]}
    pages: dict[str, str] = {}
    for kind in ("documents?format=html,ics", "reports"):
        answer = service("GET", f"{service.path}/{kind}", key=service.school, status=200)
        for name, content in unpacked(answer.content).items():
            if name.endswith((".html", ".ics")):
                text = re.sub(r"\r\n ", "", content.decode())
                assert not [said for said in other if said in text], name
                pages[name] = text
    assert any(service.district.schools[0].name in text for text in pages.values())


def test_a_calendar_of_a_person(service: Published) -> None:
    leader = next(m for m in service.plan.meetings if m.school_id == service.own).staff_ids[0]
    mine = service("GET", f"{service.path}/calendars/{leader}", key=service.school, status=200)
    assert mine.headers["content-type"].startswith("text/calendar")
    assert mine.text.startswith("BEGIN:VCALENDAR")
    assert "BEGIN:VEVENT" in mine.text
    other = service.district.schools[1].id
    stranger = next(
        p.id
        for p in service.district.staff
        if p.home_school_id == other and service.own not in p.lendable_to
    )
    there = {w for m in service.plan.meetings if m.school_id == service.own for w in m.staff_ids}
    assert stranger not in there
    service("GET", f"{service.path}/calendars/{stranger}", key=service.school, status=404)
    service("GET", f"{service.path}/calendars/{stranger}", status=200)


def test_a_feed_shows_the_plan_in_force_and_ends_when_revoked(service: Published) -> None:
    leader = next(
        w
        for m in service.plan.meetings
        if m.school_id == service.own
        for w in m.staff_ids
        for p in service.district.staff
        if p.id == w and p.home_school_id == service.own
    )
    body = {"district_id": service.district.id, "staff_id": leader}
    made = service("POST", "/v1/feeds", key=service.school, body=body, status=201).json()
    first = service.client.get(made["path"])
    assert first.status_code == 200
    assert "SEQUENCE:0" in first.text
    # Published again, every event has a higher number: programs take the new one.
    service.publish('"1.1"')
    assert "SEQUENCE:1" in service.client.get(made["path"]).text
    rest = {"district_id": service.district.id, "staff_id": "nobody"}
    service("POST", "/v1/feeds", key=service.school, body=rest, status=404)
    path = f"/v1/feeds/{made['feed_id']}"
    stranger = keys.create(service.database, "school", "", service.district.id, "other")[1]
    service("DELETE", path, key=stranger, status=404)
    service("DELETE", path, key=service.school, status=204)
    assert service.client.get(made["path"]).status_code == 404


def test_figures_name_nobody(service: Published) -> None:
    page = service.client.get("/metrics").text
    assert 'kehou_jobs{state="done"} 1.0' in page
    assert 'route="/v1/plans/{plan_id}/publish"' in page
    assert "kehou_database_up 1.0" in page
    assert service.plan_id not in page
    assert service.district.id not in page


def test_a_key_that_asks_too_often_is_told_to_wait(database: Database) -> None:
    client = TestClient(create_app(database, Limits(rate=0.5, burst=3)))
    one = keys.create(database, "planner", "")[1]
    two = keys.create(database, "planner", "")[1]

    def status(key: str) -> int:
        answer = client.get("/v1/districts", headers={"Authorization": f"Bearer {key}"})
        if answer.status_code == 429:
            assert int(answer.headers["retry-after"]) in (1, 2)
            assert answer.json()["code"] == "service.too_many"
        return answer.status_code

    assert [status(one) for _ in range(4)] == [200, 200, 200, 429]
    assert status(two) == 200


def test_wrong_keys_are_slowed_down(database: Database) -> None:
    client = TestClient(create_app(database))
    wrong = {"Authorization": "Bearer kh_wrong"}
    found = [client.get("/v1/districts", headers=wrong).status_code for _ in range(70)]
    assert found[: int(limits.STRANGE_BURST)] == [401] * int(limits.STRANGE_BURST)
    assert found[-1] == 429


def test_a_body_that_is_too_large_is_refused(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    from api import bodies

    monkeypatch.setattr(bodies, "MOST_BYTES", 1000)
    service = Service(database)
    assert service("POST", "/v1/districts", body=b"x" * 1001, status=413).json()["code"] == (
        "service.too_large"
    )
    monkeypatch.setattr(bodies, "MOST_BYTES", 10**8)
    monkeypatch.setattr(bodies, "MOST_UNPACKED", 10**6)
    service = Service(database)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * (10**6 + 1))
    answer = service("POST", "/v1/districts", body=packed.getvalue(), status=413)
    assert answer.json()["code"] == "service.too_large_unpacked"
    service("POST", "/v1/districts", body=district_json(), status=201)
