"""Stored districts and plans as they were read last: a version never changes, so it is read once.

Schools ask about the one plan in force again and again; reading a large district takes a second.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from api.store import districts, plans
from api.store.database import Database
from solver.domain import District
from solver.plan import Plan

MOST = 6
"""Records kept of each kind; a district of 100 schools takes some 100 MiB."""


class Recent:
    """The records that were used last.

    They are known by their digests: what is changed after all (students that were deleted) has
    another one, and ``forget`` drops what was kept.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._kept: OrderedDict[tuple[str, str], Any] = OrderedDict()
        self._lock = threading.Lock()
        self._turns: dict[str, threading.Lock] = {}

    def district(self, row: dict[str, Any]) -> District:
        """Returns the district of a row that has ``district_id`` and ``district_version``."""
        place = (row["district_id"], row["district_version"])
        info = districts.find(self._database, *place)
        digest = str(info["digest"]) if info is not None else ""
        found: District = self._of(
            ("district", f"{place} {digest}"), lambda: districts.load(self._database, *place)
        )
        return found

    def plan(self, row: dict[str, Any]) -> Plan:
        """Returns the plan of a row that has ``plan_id``, ``version`` and ``digest``."""
        place = (row["plan_id"], row["version"])
        key = ("plan", f"{place} {row['digest']}")
        found: Plan = self._of(key, lambda: plans.load(self._database, *place))
        return found

    @contextmanager
    def one_at_a_time(self, plan_id: str) -> Iterator[None]:
        """Lets one change of a plan at a time be worked on in this process."""
        with self._lock:
            turn = self._turns.setdefault(plan_id, threading.Lock())
        with turn:
            yield

    def forget(self) -> None:
        """Drops everything."""
        with self._lock:
            self._kept.clear()

    def _of(self, key: tuple[str, str], load: Callable[[], Any]) -> Any:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        found = load()
        with self._lock:
            self._kept[key] = found
            while len(self._kept) > 2 * MOST:
                self._kept.popitem(last=False)
        return found
