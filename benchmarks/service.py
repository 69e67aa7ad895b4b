"""The service under load: schools ask at once while a whole district is being planned.

Each client is one school: it asks where its plan is, changes it for somebody away, and reads.
"""

import json
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from api.store import changing, districts, keys, plans
from api.store.audit import SYSTEM
from api.store.database import Database
from api.store.migrate import upgrade
from data.synthetic import generate
from solver.domain import District
from solver.plan import Plan

MODULES = ("api.web", "api.answering")


@dataclass
class Load:
    """What was measured: seconds by kind of request, answers by kind and status."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    answers: Counter[str] = field(default_factory=Counter)
    span_s: float = 0.0
    peak_mib: dict[str, int] = field(default_factory=dict)

    def note(self, kind: str, status: int, seconds: float) -> None:
        """Counts an answer."""
        self.seconds.setdefault(kind, []).append(seconds)
        self.answers[f"{kind} {status}"] += 1

    def rows(self) -> Iterator[str]:
        """Yields the figures as rows of a table: a second, p50, p95, p99 in seconds."""
        for kind, found in sorted(self.seconds.items()):
            found.sort()
            shares = [found[min(len(found) - 1, int(p * len(found)))] for p in (0.5, 0.95, 0.99)]
            said = " | ".join(f"{s:.2f}" for s in shares)
            yield f"| {kind} | {len(found)} | {len(found) / self.span_s:.1f} | {said} |"


def measure(schools: int, clients: int, seconds: float, url: str | None = None) -> Load:
    """Measures a service of its own with a planted district; ``url`` is its database."""
    load = Load()
    with tempfile.TemporaryDirectory(prefix="kehou-load-") as folder:
        database = Database(url or f"sqlite:///{folder}/store.db")
        upgrade(database)
        district, plan = generate("rural_county", schools, 1, "qiaocheng")
        plan_id = _published(database, district, plan)
        planner = keys.create(database, "planner", "load")[1]
        ids = [s.id for s in district.schools[:clients]]
        of_school = {s: keys.create(database, "school", "load", district.id, s)[1] for s in ids}
        told = database.url.render_as_string(hide_password=False)
        with _serving(told) as (host, process):
            ask(host, planner, "POST", "/v1/solves", _solve(district, seconds), Idempotency="1")
            until = time.monotonic() + seconds
            began = time.monotonic()
            threads = [
                threading.Thread(
                    target=_client,
                    args=(load, host, key, school_id, district, plan, plan_id, until),
                )
                for school_id, key in of_school.items()
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            load.span_s = time.monotonic() - began
            load.peak_mib = _peaks(process.pid)
        database.close()
    return load


def _published(database: Database, district: District, plan: Plan) -> str:
    districts.add(database, district, SYSTEM)
    with database.write() as connection:
        place = (district.id, 1)
        plan_id = plans.add_first(
            connection, database, SYSTEM, plan, place, district.term.id, "solve"
        )
    changing.publish(database, SYSTEM, plan_id, 1, "1.0")
    return plan_id


def _solve(district: District, seconds: float) -> dict[str, Any]:
    limit = max(30.0, 3 * seconds)
    return {"district_id": district.id, "time_limit_s": limit, "workers": 1}


def _client(
    load: Load,
    host: str,
    key: str,
    school_id: str,
    district: District,
    plan: Plan,
    plan_id: str,
    until: float,
) -> None:
    chance = random.Random(school_id)
    home = {p.id: p.home_school_id for p in district.staff}
    own = [
        (m.staff_ids[0], m.weekday)
        for m in plan.meetings
        if m.school_id == school_id and m.staff_ids and home.get(m.staff_ids[0]) == school_id
    ]
    path = f"/v1/plans/{plan_id}"
    while own and time.monotonic() < until:
        staff_id, weekday = chance.choice(own)
        day = district.term.first_day + timedelta(days=7 * chance.randrange(1, 12))
        day += timedelta(days=(weekday - day.isoweekday()) % 7)
        status, headers = _timed(load, "state", host, key, "GET", path)
        if status == 200:
            body = {"day": str(date.fromisoformat(str(day))), "absent": [staff_id]}
            state = {"If-Match": headers["etag"]}
            _timed(load, "cover", host, key, "POST", f"{path}/cover", body, **state)
        _timed(load, "policies", host, key, "GET", "/v1/policies")


def _timed(
    load: Load,
    kind: str,
    host: str,
    key: str,
    method: str,
    path: str,
    body: Any = None,
    **headers: str,
) -> tuple[int, dict[str, str]]:
    began = time.perf_counter()
    status, said = ask(host, key, method, path, body, **headers)
    load.note(kind, status, time.perf_counter() - began)
    return status, said


def ask(
    host: str, key: str, method: str, path: str, body: Any = None, **headers: str
) -> tuple[int, dict[str, str]]:
    """Sends a request; returns status and headers, -1 if there was no answer."""
    connection = HTTPConnection(host, timeout=120)
    said = {"Authorization": f"Bearer {key}"}
    said |= {"Idempotency-Key" if n == "Idempotency" else n: v for n, v in headers.items()}
    try:
        connection.request(method, path, json.dumps(body) if body is not None else None, said)
        answer = connection.getresponse()
        answer.read()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}
    except OSError:
        return -1, {}
    finally:
        connection.close()


@contextmanager
def _serving(url: str) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "api.cli", "serve", "--port", "0", "--workers", "1"],
        env={**os.environ, "KEHOU_DATABASE": url, "KEHOU_LANG": "en"},
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    found = re.search(r"http://(\S+:\d+)", process.stderr.readline())
    assert found is not None
    log = process.stderr
    drain = threading.Thread(target=log.read)
    drain.start()
    try:
        yield found[1], process
    finally:
        process.terminate()
        process.wait()
        drain.join()
        log.close()


def _peaks(root: int) -> dict[str, int]:
    """Returns the peak memory of the processes that answer, summed by module, in MiB."""
    peaks: Counter[str] = Counter()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            said = (folder / "cmdline").read_text()
            status = (folder / "status").read_text()
        except OSError:
            continue
        module = next((m for m in MODULES if m in said.split("\0")), None)
        found = re.search(r"VmHWM:\s+(\d+)", status)
        if module is not None and found is not None and _is_under(folder.name, root):
            peaks[module] += int(found[1]) // 1024
    return dict(peaks)


def _is_under(process: str, root: int) -> bool:
    while process not in ("0", "1"):
        if int(process) == root:
            return True
        try:
            stat = Path(f"/proc/{process}/stat").read_text()
        except OSError:
            return False
        process = stat.rpartition(")")[2].split()[1]
    return False
