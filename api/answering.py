"""Changes that are sought while a request waits: in processes beside the web server's.

The search takes a processor for seconds; in the web server's own process every other answer would
wait for it. A helper keeps what it read, so that the next change of the same plan starts at once.
"""

import json
import os
import queue
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any, Protocol

from api.problems import ProblemError
from api.records import Recent
from api.store.database import ENVIRONMENT, Database
from solver.domain.errors import InputErrors, InputFinding

MOST_S = 300.0
"""Seconds after which a helper is ended whatever it does."""
PATIENCE_S = 60.0
"""Seconds that a request waits for a helper to be free."""


@dataclass(frozen=True)
class Ask:
    """A change that is sought.

    Attributes
    ----------
    kind : ``reschedule`` or ``cover``.
    row : ids, versions and digest of the plan and its district.
    settings : the request as it came, JSON.
    """

    kind: str
    row: dict[str, Any]
    settings: dict[str, Any]


@dataclass(frozen=True)
class Found:
    """What was found: the answer without its plan, as JSON has it, and the plan's JSON."""

    answer: dict[str, Any]
    plan_json: str | None


class Answers(Protocol):
    """Something that seeks changes."""

    def ask(self, ask: Ask) -> Found:
        """Returns what was found.

        Raises
        ------
        InputErrors
            If the request names what is not there.
        ProblemError
            If nobody can answer at the moment.
        """
        ...

    def forget(self) -> None:
        """Drops the records that were kept for the next time."""
        ...


class Here:
    """Seeks in this very process: for tests, and in the helpers themselves."""

    def __init__(self, recent: Recent) -> None:
        self._recent = recent

    def forget(self) -> None:
        """Drops the records that were kept."""
        self._recent.forget()

    def ask(self, ask: Ask) -> Found:
        """Returns what was found; see ``Answers``."""
        from data.readers import read_pack
        from solver import cover, reschedule
        from solver.domain.changes import ChangeRequest

        district, plan = self._recent.district(ask.row), self._recent.plan(ask.row)
        pack = read_pack(plan.provenance.pack_id)
        given = dict(ask.settings)
        if ask.kind == "reschedule":
            change = ChangeRequest.model_validate_json(json.dumps(given.pop("change")))
            answer = reschedule(district, pack, plan, change, **given)
        else:
            from datetime import date

            day = date.fromisoformat(given.pop("day"))
            answer = cover(district, pack, plan, day, given.pop("absent"), **given)
        said = {k: v for k, v in vars(answer).items() if k not in ("plan", "problems")}
        rows = {k: [asdict(x) for x in said[k]] for k in ("changes", "refused")}
        said |= {**rows, "problems": [v.model_dump(mode="json") for v in answer.problems]}
        text = json.dumps(said, ensure_ascii=False, default=str)
        made = answer.plan
        return Found(json.loads(text), made.model_dump_json() if made is not None else None)


class Helpers:
    """Processes that seek, started when they are needed first.

    Parameters
    ----------
    url
        The database, handed on in the environment.
    count
        How many seek at once.
    """

    def __init__(self, url: str, count: int) -> None:
        self._environment = {**os.environ, ENVIRONMENT: url}
        self._free: queue.Queue[subprocess.Popen[bytes] | None] = queue.Queue()
        for _ in range(count):
            self._free.put(None)

    def ask(self, ask: Ask) -> Found:
        """Returns what was found; see ``Answers``."""
        try:
            helper = self._free.get(timeout=PATIENCE_S)
        except queue.Empty:
            raise ProblemError(503, "service.busy", headers={"Retry-After": "30"}) from None
        try:
            if helper is not None and helper.poll() is not None:
                _close(helper)
                helper = None
            if helper is None:
                helper = self._start()
            told = _exchange(helper, asdict(ask))
        except (OSError, ValueError) as error:  # it was ended in the middle of it
            if helper is not None:
                _close(helper)
                helper = None
            raise ProblemError(503, "service.helper_lost", headers={"Retry-After": "2"}) from error
        finally:
            self._free.put(helper)
        if "findings" in told:
            raise InputErrors(InputFinding.model_validate(f) for f in told["findings"])
        if "answer" not in told:
            raise RuntimeError(f"a helper failed: {told['defect']}")
        return Found(told["answer"], told["plan_json"])

    def forget(self) -> None:
        """Ends every helper that is free; the next ask starts another, which knows nothing yet."""
        for _ in range(self.close()):
            self._free.put(None)

    def close(self) -> int:
        """Ends every helper that is free and returns how many were."""
        count = 0
        while True:
            try:
                helper = self._free.get_nowait()
            except queue.Empty:
                return count
            count += 1
            if helper is not None:
                _close(helper)

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "api.answering"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=self._environment,
        )


def _exchange(helper: "subprocess.Popen[bytes]", ask: dict[str, Any]) -> dict[str, Any]:
    assert helper.stdin is not None
    assert helper.stdout is not None
    clock = threading.Timer(MOST_S, helper.kill)
    clock.start()
    try:
        helper.stdin.write(json.dumps(ask, ensure_ascii=False).encode() + b"\n")
        helper.stdin.flush()
        told: dict[str, Any] = json.loads(helper.stdout.readline())
    finally:
        clock.cancel()
    return told


def _close(helper: "subprocess.Popen[bytes]") -> None:
    helper.kill()
    for pipe in (helper.stdin, helper.stdout):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()
    helper.wait()


def main() -> None:
    """Answers asks, a line each, until nobody asks any more: the web server has ended then."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not end up among the answers
    here = Here(Recent(Database(os.environ[ENVIRONMENT])))
    for line in sys.stdin.buffer:
        try:
            found = here.ask(Ask(**json.loads(line)))
            told = asdict(found)
        except InputErrors as refused:
            told = {"findings": [f.model_dump(mode="json") for f in refused.errors]}
        except Exception as error:
            from api.logs import log_error

            log_error("defect")
            told = {"defect": type(error).__name__}
        out.write(json.dumps(told, ensure_ascii=False).encode() + b"\n")
        out.flush()


if __name__ == "__main__":
    main()
