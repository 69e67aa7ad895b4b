"""Processes that are killed at random moments, for real: nothing accepted is lost.

The service runs as ``kehou serve`` runs it. Whatever is ended, a client that sends its request
again until it is answered has each job once, with one plan and its rows in the trail.
"""

import json
import random
import resource
import signal
import sqlite3
import time
from collections import Counter
from pathlib import Path

import pytest

from api.jobs.events import events_after
from api.store import audit, plans
from tests.api.postgres import Server
from tests.api.running import LEASE_S, Running, end
from tests.api.service import district_json

MODULES = ("api.web", "api.jobs.worker", "api.jobs.worker", "api.jobs.child")


def add_district(running: Running) -> str:
    return str(running.ask("POST", "/v1/districts", district_json())["district_id"])


def assert_nothing_is_lost(running: Running, district_id: str, accepted: dict[str, str]) -> None:
    """Waits for the jobs and compares them with what the store holds."""
    while any(running.state(solve_id) in ("queued", "running") for solve_id in accepted.values()):
        time.sleep(0.2)
    jobs = running.ask("GET", "/v1/solves?limit=500")
    assert {job["id"] for job in jobs} == set(accepted.values())
    assert len(accepted) == len(set(accepted.values()))
    assert {job["state"] for job in jobs} == {"done"}
    # On a busy machine a few seconds may bring no plan; a job that says so has none, others one.
    of_job = Counter(plan["job_id"] for plan in plans.listed(running.database, district_id))
    assert of_job == Counter(j["id"] for j in jobs if j["result"]["status"] != "unknown")
    assert {j["plan_id"] for j in jobs if j["id"] not in of_job} <= {None}
    for job in jobs:
        found = events_after(running.database, job["id"], 0)
        assert [event["number"] for event in found] == list(range(1, len(found) + 1))
        attempts = [e["content"]["attempt"] for e in found if e["kind"] == "started"]
        assert attempts == list(range(1, job["attempt"] + 1))
        assert [e["kind"] for e in found].count("finished") == 1
        assert found[-1]["kind"] == "finished"
    trail = Counter(
        (row["action"], row["subject"]) for row in audit.listed(running.database, district_id)
    )
    for solve_id in accepted.values():
        assert trail[("solve.submit", solve_id)] == 1
        assert trail[("solve.finish", solve_id)] == 1


def kill_at_random(running: Running, moments: int, jobs: int, seed: int) -> None:
    chance = random.Random(seed)
    district_id = add_district(running)
    accepted: dict[str, str] = {}
    for moment in range(moments):
        if len(accepted) < jobs and moment % max(1, moments // jobs) == 0:
            name = f"job {len(accepted)}"
            accepted[name] = running.submit(district_id, name, time_limit_s=4)
        time.sleep(chance.uniform(0, 2.5))
        victims = running.children(chance.choice(MODULES))
        if victims:
            end(chance.choice(victims))
    for name, solve_id in accepted.items():
        # The client does not know whether its request arrived; it sends it again.
        assert running.submit(district_id, name, time_limit_s=4) == solve_id
    assert_nothing_is_lost(running, district_id, accepted)


@pytest.mark.timeout(240)
def test_nothing_is_lost_whoever_is_killed(url: str) -> None:
    with Running(url) as running:
        kill_at_random(running, moments=6, jobs=3, seed=1)
        assert running.children("api.jobs.child") == []


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("seed", [2, 3])
def test_nothing_is_lost_at_thirty_moments(url: str, seed: int) -> None:
    with Running(url) as running:
        kill_at_random(running, moments=30, jobs=8, seed=seed)


@pytest.mark.timeout(180)
def test_a_worker_that_was_frozen_past_its_lease_is_refused(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/store.db"
    with Running(url) as running:
        district_id = add_district(running)
        solve_id = running.submit(district_id, "a", time_limit_s=6)
        while running.state(solve_id) != "running":
            time.sleep(0.05)
        # Whoever holds it: both stop, and one goes on only when the other has had its time.
        (child,) = wait_for(running, "api.jobs.child")
        holder = int(Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()[1])
        end(holder, signal.SIGSTOP)
        while running.ask("GET", f"/v1/solves/{solve_id}")["attempt"] < 2:
            time.sleep(0.1)
        end(holder, signal.SIGCONT)
        assert_nothing_is_lost(running, district_id, {"a": solve_id})
        assert running.ask("GET", f"/v1/solves/{solve_id}")["attempt"] == 2
        assert LEASE_S < 6  # else the first attempt would have ended in time


def wait_for(running: Running, module: str) -> list[int]:
    while not (found := running.children(module)):
        time.sleep(0.05)
    return found


@pytest.mark.timeout(180)
def test_the_supervisor_takes_everything_with_it_when_it_is_killed(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/store.db"
    with Running(url) as running:
        solve_id = running.submit(add_district(running), "a", time_limit_s=60)
        wait_for(running, "api.jobs.child")
        there = {p for m in set(MODULES) for p in running.children(m)}
        assert len(there) == 4
        end(running.process.pid)
        running.process.wait()
        while any(_runs(process) for process in there):
            time.sleep(0.05)
        with Running(url) as again:
            while again.ask("GET", f"/v1/solves/{solve_id}")["attempt"] < 2:
                time.sleep(0.1)
            again.ask("POST", f"/v1/solves/{solve_id}/cancel", b"")
            while again.state(solve_id) != "cancelled":
                time.sleep(0.1)


def _runs(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.timeout(180)
@pytest.mark.external
def test_a_postgresql_server_that_restarts(postgres: Server) -> None:
    with Running(postgres.new_database("restarted")) as running:
        district_id = add_district(running)
        accepted = {"a": running.submit(district_id, "a", time_limit_s=6)}
        wait_for(running, "api.jobs.child")
        for name in ("b", "c"):
            postgres.stop()
            time.sleep(1)
            postgres.start()
            accepted[name] = running.submit(district_id, name, time_limit_s=4)
        assert_nothing_is_lost(running, district_id, accepted)


@pytest.mark.timeout(180)
def test_a_sqlite_file_that_somebody_locks(tmp_path: Path) -> None:
    path = f"{tmp_path}/store.db"
    with Running(f"sqlite:///{path}") as running:
        district_id = add_district(running)
        accepted = {"a": running.submit(district_id, "a", time_limit_s=4)}
        wait_for(running, "api.jobs.child")
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        time.sleep(2 * LEASE_S)
        other.execute("ROLLBACK")
        other.close()
        accepted["b"] = running.submit(district_id, "b", time_limit_s=4)
        assert_nothing_is_lost(running, district_id, accepted)


@pytest.mark.timeout(180)
def test_a_disk_that_is_full_for_a_while(tmp_path: Path) -> None:
    with Running(f"sqlite:///{tmp_path}/store.db") as running:
        district_id = add_district(running)
        accepted = {"a": running.submit(district_id, "a", time_limit_s=4)}
        wait_for(running, "api.jobs.child")
        writers = [p for m in ("api.web", "api.jobs.worker") for p in running.children(m)]
        for process in writers:
            resource.prlimit(process, resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))
        renamed = json.dumps({**json.loads(district_json()), "name": "新沂市"}).encode()
        assert running.status("POST", "/v1/districts", renamed) == 503
        time.sleep(6)  # the solve ends meanwhile, and its plan cannot be written
        for process in writers:
            unlimited = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
            resource.prlimit(process, resource.RLIMIT_FSIZE, unlimited)
        assert running.ask("POST", "/v1/districts", renamed)["version"] == 2
        assert_nothing_is_lost(running, district_id, accepted)
