"""One job from its claim to its end, whatever happens to the database or to the solve meanwhile."""

import json
import time
from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy.exc import DBAPIError

from api.jobs import holding
from api.jobs.queue import LEASE_S, MOST_STRIKES, Claim
from api.jobs.solving import Solving
from api.logs import log
from api.store import districts
from api.store.database import Database, is_unavailable
from api.store.records import unpacked
from solver.plan import Plan
from solver.plan.outcome import EXIT_CODES

LOOK_S = 0.2
"""Seconds between two looks at whether the job is to end."""
PROGRESS_S = 1.0
"""Seconds between two points of a search that are told: a long search has thousands."""
LEAST_S = 5.0
"""Seconds that a job has in any case that goes on without a whole plan."""
DEFECT_STRIKES = 4
"""What an attempt counts that failed by itself: it is tried three times, with what was kept."""
_NOTHING_SAID = (None, "unknown", "interrupted")
"""What an attempt says that found nothing itself."""
Answer = TypeVar("Answer")


class Carrying:
    """Carries out a job that a worker holds.

    Parameters
    ----------
    should_stop
        Whether the worker has to end: the job is given back then.
    """

    def __init__(
        self,
        database: Database,
        held: Claim,
        should_stop: Callable[[], bool],
        lease_s: float = LEASE_S,
    ) -> None:
        self._database, self._held, self._lease_s = database, held, lease_s
        self._should_stop = should_stop
        self._began = time.monotonic()
        self._beaten = self._began
        self._told = self._began - PROGRESS_S
        self._news: list[tuple[str, dict[str, Any]]] = []
        self._plans: list[dict[str, Any]] = []
        self._cancelled = bool(held.row["cancel_asked"])

    def run(self) -> None:
        """Carries the job out.

        Raises
        ------
        FenceLostError
            If somebody else has the job by then; what this attempt found is not written.
        """
        settings = json.loads(self._held.row["settings"])
        if self._held.row["strikes"] > MOST_STRIKES:
            self._end("failed", {"status": "failed", "reason": "service.too_many_attempts"})
            return
        if self._cancelled:
            self._end("cancelled", {})
            return
        if settings["work_limit"] is None:
            left = settings["time_limit_s"] - self._held.row["spent_s"]
            if left < LEAST_S and self._held.row["checkpoint_whole"]:
                self._end("done", {})
                return
            settings["time_limit_s"] = max(left, LEAST_S)
        solving = Solving(self._spec(settings))
        try:
            self._attend(solving)
        finally:
            solving.kill()

    def _spec(self, settings: dict[str, Any]) -> dict[str, Any]:
        row = self._held.row
        start = unpacked(row["checkpoint"]) if row["checkpoint"] is not None else None
        if start is None and settings["start"] is not None:
            from api.store import plans

            start = self._insist(lambda: plans.load_json(self._database, *settings["start"]))
        place = (row["district_id"], row["district_version"])
        district = self._insist(lambda: districts.load_json(self._database, *place))
        return {"district": district, "start": start, "settings": settings}

    def _attend(self, solving: Solving) -> None:
        """Takes what the solve tells until it has told its result or is gone."""
        result: dict[str, Any] | None = None
        over = False
        while not over:
            told, over = solving.take(LOOK_S)
            for message in told:
                kind = message.pop("kind")
                if kind == "result":
                    result = message
                elif kind == "checkpoint":
                    self._plans = [message]
                else:
                    self._news.append((kind, message))
            self._write()
            if self._should_stop():
                solving.kill()
                self._give_back(strikes=0)
                return
            if self._cancelled:
                solving.stop()
        code = solving.exit_code
        if result is not None:
            text = result.pop("plan")
            made = Plan.model_validate_json(text) if text is not None else None
            self._end("cancelled" if self._cancelled else "done", result, made)
        elif self._cancelled:
            self._end("cancelled", {})
        elif code > 0:  # it said itself that it failed; it will again, unless memory was short
            log("solve failed", job=self._held.job_id, exit_code=code)
            if self._held.row["strikes"] + DEFECT_STRIKES > MOST_STRIKES:
                self._end("failed", {"status": "failed", "reason": "service.solve_defect"})
            else:
                self._give_back(DEFECT_STRIKES)
        else:
            log("solve was ended from outside", job=self._held.job_id, exit_code=code)
            self._give_back(strikes=1)

    def _write(self) -> None:
        """Writes what is to be written, as far as the database lets it; looks for a cancel."""
        database, held = self._database, self._held
        try:
            if self._plans:
                best = self._plans[-1]
                holding.keep_checkpoint(database, held, best["plan"], best["values"], best["whole"])
                self._plans = []
            if self._news and self._is_worth_telling():
                # Only the last of several points in a row says anything new.
                news = [
                    item
                    for i, item in enumerate(self._news)
                    if item[0] != "progress"
                    or self._news[i + 1 : i + 2] == []
                    or self._news[i + 1][0] != "progress"
                ]
                holding.tell(database, held, news, self._lease_s)
                self._news, self._told = [], time.monotonic()
            if time.monotonic() - self._beaten > self._lease_s / 3:
                holding.beat(database, held, self._spent(), self._lease_s)
                self._beaten = time.monotonic()
            self._cancelled = self._cancelled or holding.is_cancel_asked(database, held)
        except DBAPIError as error:
            if not is_unavailable(error):
                raise
            log("database unavailable", job=held.job_id, error=type(error).__name__)

    def _is_worth_telling(self) -> bool:
        """Tells whether there is more to tell than another point so soon after the last one."""
        if any(kind != "progress" for kind, _ in self._news):
            return True
        return time.monotonic() - self._told >= PROGRESS_S

    def _end(self, state: str, result: dict[str, Any], made: Plan | None = None) -> None:
        """Ends the job; with the best plan that was kept if it brings none itself."""
        self._insist(self._flush)
        made = self._best(made)
        if made is not None and result.get("status") in _NOTHING_SAID:
            status = "publishable" if made.publishable else "unmet"
            result |= {"status": status, "exit_code": EXIT_CODES[status]}
        result.setdefault("findings", [])
        if made is not None:
            result["levels"] = [level.model_dump(mode="json") for level in made.levels]
        self._insist(
            lambda: holding.finish(self._database, self._held, state, result, made, self._spent())
        )
        log("job ended", job=self._held.job_id, state=state, attempt=self._held.attempt)

    def _best(self, made: Plan | None) -> Plan | None:
        """Returns the better of the attempt's own plan and the best that was kept."""
        if made is not None and self._held.attempt == 1:
            return made
        kept = self._insist(lambda: holding.checkpoint_of(self._database, self._held))
        if kept is None or not kept[1]:
            return made
        before = Plan.model_validate_json(kept[0])
        return before if made is None or _values(before) < _values(made) else made

    def _flush(self) -> None:
        if self._news:
            news = [n for n in self._news if n[0] != "progress"] + self._news[-1:]
            holding.tell(self._database, self._held, news, self._lease_s)
            self._news = []
        if self._plans:
            best = self._plans[-1]
            holding.keep_checkpoint(
                self._database, self._held, best["plan"], best["values"], best["whole"]
            )
            self._plans = []

    def _give_back(self, strikes: int) -> None:
        self._insist(self._flush)
        self._insist(lambda: holding.release(self._database, self._held, strikes, self._spent()))
        log("job given back", job=self._held.job_id, attempt=self._held.attempt)

    def _insist(self, step: Callable[[], Answer]) -> Answer:
        """Repeats a step until the database takes it."""
        wait = 0.1
        while True:
            try:
                return step()
            except DBAPIError as error:
                if not is_unavailable(error):
                    raise
                log("database unavailable", job=self._held.job_id, error=type(error).__name__)
            time.sleep(wait)
            wait = min(2 * wait, 5.0)

    def _spent(self) -> float:
        return float(self._held.row["spent_s"]) + time.monotonic() - self._began


def _values(plan: Plan) -> tuple[int, ...]:
    return tuple(level.value for level in plan.levels)
