"""The queue: nothing accepted is lost, one attempt holds a job, the late one is refused."""

import threading
import time

import pytest

from api.jobs import holding, queue
from api.jobs.events import events_after
from api.jobs.queue import Claim, FenceLostError, OtherRequestError
from api.store import audit, districts, plans
from api.store.audit import SYSTEM
from api.store.database import Database
from data.readers import read_district
from data.synthetic import generate
from tests.api.service import SHIPPED


@pytest.fixture
def place(database: Database) -> tuple[str, int]:
    district = read_district(SHIPPED / "xinyi.json")
    districts.add(database, district, SYSTEM)
    return district.id, 1


def submit(database: Database, place: tuple[str, int], name: str = "a") -> str:
    return queue.submit(database, SYSTEM, place, {}, name, f"hash of {name}")[0]


def take(database: Database, worker: str = "w1", lease_s: float = 60) -> Claim:
    held = queue.claim(database, worker, lease_s)
    assert held is not None
    return held


def state(database: Database, job_id: str) -> str:
    row = queue.find(database, job_id)
    assert row is not None
    return str(row["state"])


def kinds(database: Database, job_id: str) -> list[str]:
    return [event["kind"] for event in events_after(database, job_id, 0)]


def test_the_same_request_is_the_same_job(database: Database, place: tuple[str, int]) -> None:
    first = queue.submit(database, SYSTEM, place, {}, "a", "1")
    assert first[1]
    assert queue.submit(database, SYSTEM, place, {}, "a", "1") == (first[0], False)
    with pytest.raises(OtherRequestError):
        queue.submit(database, SYSTEM, place, {}, "a", "2")
    assert len(queue.listed(database, place[0])) == 1


def test_the_same_request_many_times_at_once_is_one_job(
    database: Database, place: tuple[str, int]
) -> None:
    found: list[str] = []
    threads = [
        threading.Thread(target=lambda: found.append(submit(database, place))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(found)) == 1


def test_jobs_are_taken_in_their_order_and_each_once(
    database: Database, place: tuple[str, int]
) -> None:
    ids = [submit(database, place, name) for name in ("a", "b", "c")]
    assert [take(database, w).job_id for w in ("w1", "w2", "w3")] == ids
    assert queue.claim(database, "w4") is None
    assert queue.depth(database) == {"queued": 0, "running": 3}


def test_workers_at_once_never_take_the_same_job(
    database: Database, place: tuple[str, int]
) -> None:
    ids = {submit(database, place, str(n)) for n in range(6)}
    taken: list[str] = []

    def work(name: str) -> None:
        # On PostgreSQL a look may find all free jobs held for a moment by the other's look.
        for _ in range(20):
            held = queue.claim(database, name)
            if held is not None:
                taken.append(held.job_id)

    threads = [threading.Thread(target=work, args=(f"w{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == sorted(ids)


def test_a_lapsed_job_goes_to_another_and_its_first_holder_is_refused(
    database: Database, place: tuple[str, int]
) -> None:
    job_id = submit(database, place)
    late = take(database, "w1", lease_s=0.05)
    time.sleep(0.1)
    now = take(database, "w2")
    assert (late.attempt, now.attempt, now.job_id) == (1, 2, job_id)
    plan = generate("rural_county", 1, 1, "qiaocheng")[1]
    for refused in (
        lambda: holding.beat(database, late, 1.0),
        lambda: holding.tell(database, late, [("progress", {"value": 1})], 60),
        lambda: holding.keep_checkpoint(database, late, "{}", [1], True),
        lambda: holding.checkpoint_of(database, late),
        lambda: holding.is_cancel_asked(database, late),
        lambda: holding.release(database, late, 0, 1.0),
        lambda: holding.finish(database, late, "done", {"status": "x"}, plan, 1.0),
    ):
        with pytest.raises(FenceLostError):
            refused()
    assert plans.listed(database, place[0]) == []
    assert kinds(database, job_id) == ["queued", "started", "started"]
    holding.finish(database, now, "done", {"status": "unmet"}, plan, 1.0)
    assert [p["job_id"] for p in plans.listed(database, place[0])] == [job_id]
    # Nobody writes to a job that has ended, its own holder neither.
    with pytest.raises(FenceLostError):
        holding.finish(database, now, "done", {"status": "unmet"}, plan, 1.0)


def test_a_holder_that_is_heard_of_keeps_its_job(
    database: Database, place: tuple[str, int]
) -> None:
    submit(database, place)
    held = take(database, "w1", lease_s=0.05)
    holding.beat(database, held, 1.0, lease_s=60)
    time.sleep(0.1)
    assert queue.claim(database, "w2") is None


def test_a_checkpoint_goes_with_the_job(database: Database, place: tuple[str, int]) -> None:
    submit(database, place)
    held = take(database, lease_s=0.05)
    holding.keep_checkpoint(database, held, '{"a": 1}', [0, 3], True)
    # Parts of a plan never replace a whole one.
    holding.keep_checkpoint(database, held, '{"b": 1}', [], False)
    time.sleep(0.1)
    assert holding.checkpoint_of(database, take(database, "w2")) == ('{"a": 1}', True)


def test_attempts_that_bring_nothing_are_counted(
    database: Database, place: tuple[str, int]
) -> None:
    submit(database, place)
    for strikes in (0, 1, 2):
        held = take(database, lease_s=0.01)
        assert held.row["strikes"] == strikes
        time.sleep(0.05)
    held = take(database)
    holding.keep_checkpoint(database, held, "{}", [], False)
    holding.release(database, held, strikes=0, spent_s=1.0)
    assert take(database).row["strikes"] == 0


def test_a_waiting_job_is_cancelled_at_once(database: Database, place: tuple[str, int]) -> None:
    job_id = submit(database, place)
    assert queue.cancel(database, job_id, SYSTEM) == "cancelled"
    assert queue.claim(database, "w1") is None
    assert queue.cancel(database, job_id, SYSTEM) == "cancelled"
    assert kinds(database, job_id) == ["queued", "cancel_asked", "finished"]
    with pytest.raises(LookupError):
        queue.cancel(database, "none", SYSTEM)


def test_a_running_job_is_asked_to_end(database: Database, place: tuple[str, int]) -> None:
    job_id = submit(database, place)
    held = take(database)
    assert not holding.is_cancel_asked(database, held)
    assert queue.cancel(database, job_id, SYSTEM) == "running"
    assert holding.is_cancel_asked(database, held)
    holding.finish(database, held, "cancelled", {"status": "cancelled"}, None, 1.0)
    assert state(database, job_id) == "cancelled"


def test_the_trail_tells_each_step(database: Database, place: tuple[str, int]) -> None:
    job_id = submit(database, place)
    held = take(database)
    plan = generate("rural_county", 1, 1, "qiaocheng")[1]
    plan_id = holding.finish(database, held, "done", {"status": "unmet"}, plan, 1.0)
    rows = audit.listed(database, place[0])
    assert [(row["action"], row["subject"]) for row in rows] == [
        ("district.add", f"{place[0]}/1"),
        ("solve.submit", job_id),
        ("plan.add", f"{plan_id}/1"),
        ("solve.finish", job_id),
    ]
    assert rows[-1]["before"] == {"state": "running"}
    assert rows[-1]["after"]["plan_id"] == plan_id
