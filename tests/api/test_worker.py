"""A worker and its solve, for real: the child process, the cancel, the crash, the checkpoint."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from api.jobs import carrying, queue
from api.jobs.events import events_after
from api.jobs.worker import Worker
from api.store import plans
from api.store.database import Database
from data.readers import read_district, read_pack
from solver import check
from tests.api.service import SHIPPED, Service


@pytest.fixture
def service(database: Database) -> Service:
    return Service(database)


@pytest.fixture
def worker(database: Database) -> Iterator[Worker]:
    """A worker on a thread of its own."""
    made = Worker(database, lease_s=30)
    thread = threading.Thread(target=made.run)
    thread.start()
    yield made
    made.stop()
    thread.join()


def until(true: Callable[[], bool]) -> None:
    """Waits for something; the test's own time limit ends it."""
    while not true():
        time.sleep(0.05)


def state(service: Service, solve_id: str) -> str:
    return str(service("GET", f"/v1/solves/{solve_id}").json()["state"])


def kinds(service: Service, solve_id: str) -> list[str]:
    return [event["kind"] for event in events_after(service.database, solve_id, 0)]


def has_whole_plan(service: Service, solve_id: str) -> bool:
    found = events_after(service.database, solve_id, 0)
    return any(e["kind"] == "checkpoint" and e["content"]["whole"] for e in found)


def solves_of_mine() -> set[int]:
    """Returns the child processes of this process that solve, and what they forked."""
    found = set()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            said = (folder / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if b"api.jobs.child" in said and str(os.getpid()).encode() in said:
            found.add(int(folder.name))
    return found


def test_a_solve_ends_with_a_checked_plan(service: Service, worker: Worker) -> None:
    district_id = service.add_district()
    solve_id = service.submit(district_id, time_limit_s=10)
    until(lambda: state(service, solve_id) == "done")
    told = service("GET", f"/v1/solves/{solve_id}").json()
    plan = plans.load(service.database, told["plan_id"], 1)
    # A busy machine may leave needs unmet; what is said has to be what was stored.
    said = ("publishable", 0) if plan.publishable else ("unmet", 3)
    assert (told["result"]["status"], told["result"]["exit_code"]) == said
    assert check(read_district(SHIPPED / "xinyi.json"), read_pack("xinyi"), plan).ok
    found = kinds(service, solve_id)
    assert found[:2] == ["queued", "started"]
    assert found[-1] == "finished"
    assert "progress" in found
    assert solves_of_mine() == set()


def test_a_cancelled_solve_frees_the_processor_and_keeps_its_plan(
    service: Service, worker: Worker
) -> None:
    solve_id = service.submit(service.add_district("hefei"), time_limit_s=3000)
    until(lambda: has_whole_plan(service, solve_id))
    service("POST", f"/v1/solves/{solve_id}/cancel", status=202)
    until(lambda: state(service, solve_id) == "cancelled")
    assert solves_of_mine() == set()
    told = service("GET", f"/v1/solves/{solve_id}").json()
    plan = plans.load(service.database, told["plan_id"], 1)
    assert [level.value for level in plan.levels] <= told["best_values"]
    asked, ended = (
        event["at"]
        for event in events_after(service.database, solve_id, 0)
        if event["kind"] in ("cancel_asked", "finished")
    )
    # What the worker does by its own clock: 0.2 s to notice, 0.6 s of grace, then the end.
    assert carrying.LOOK_S + 0.6 < 1
    assert ended >= asked


def test_a_solve_that_is_killed_goes_on_from_its_checkpoint(
    service: Service, worker: Worker
) -> None:
    solve_id = service.submit(service.add_district(), time_limit_s=12)
    until(lambda: has_whole_plan(service, solve_id))
    for process in solves_of_mine():
        os.kill(process, signal.SIGKILL)
    until(lambda: state(service, solve_id) == "done")
    told = service("GET", f"/v1/solves/{solve_id}").json()
    assert told["attempt"] == 2
    found = kinds(service, solve_id)
    assert found.count("started") == 2
    assert found.count("released") == 1
    assert found.count("finished") == 1
    plan = plans.load(service.database, told["plan_id"], 1)
    assert [level.value for level in plan.levels] <= told["best_values"]


def test_a_worker_that_is_told_to_stop_gives_its_job_back(
    service: Service, database: Database
) -> None:
    solve_id = service.submit(service.add_district(), time_limit_s=3000)
    worker = Worker(database)
    thread = threading.Thread(target=worker.work)
    thread.start()
    until(lambda: "progress" in kinds(service, solve_id))
    worker.stop()
    thread.join()
    assert state(service, solve_id) == "queued"
    assert kinds(service, solve_id)[-1] == "released"
    assert solves_of_mine() == set()


def test_a_job_that_ends_its_processes_again_and_again_is_given_up(
    service: Service, database: Database
) -> None:
    solve_id = service.submit(service.add_district())
    for _ in range(queue.MOST_STRIKES + 1):
        assert queue.claim(database, "dies", lease_s=0.0) is not None
        time.sleep(0.02)
    assert Worker(database).work()
    told = service("GET", f"/v1/solves/{solve_id}").json()
    assert told["state"] == "failed"
    assert told["result"]["reason"] == "service.too_many_attempts"
