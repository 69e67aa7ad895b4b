"""One solve in a process of its own: reads what to do from stdin, tells what it finds on stdout.

Both are JSON, a line a message. The process can be ended at any moment; what it has told is kept.
"""

import json
import os
import sys
import threading
from typing import TYPE_CHECKING, Any

from api.processes import end_with

if TYPE_CHECKING:
    from solver.plan import Checkpoint, Finding, PlanOutcome, Progress


class Channel:
    """The way back: whole lines, from whatever thread; nothing else goes there."""

    def __init__(self) -> None:
        self._out = os.dup(1)
        os.dup2(2, 1)  # what a library prints must not end up among the messages
        self._lock = threading.Lock()

    def tell(self, kind: str, **content: Any) -> None:
        """Tells a message; ends the process if nobody listens any more."""
        line = json.dumps({"kind": kind, **content}, ensure_ascii=False).encode() + b"\n"
        with self._lock:
            try:
                while line:
                    line = line[os.write(self._out, line) :]
            except BrokenPipeError:
                os._exit(1)


def main() -> None:
    """Carries out the solve that stdin describes."""
    end_with(int(sys.argv[1]))
    channel = Channel()
    spec = json.loads(sys.stdin.buffer.read())
    from api.commands.stopping import StoppableRun

    run: StoppableRun[PlanOutcome] = StoppableRun(lambda: None)
    outcome = run.run(lambda: _plan(spec, channel, run))
    plan = outcome.plan
    channel.tell(
        "result",
        status=outcome.status,
        exit_code=outcome.exit_code,
        findings=[vars(finding) for finding in outcome.findings],
        plan=plan.model_dump_json() if plan is not None else None,
    )


def _plan(spec: dict[str, Any], channel: Channel, run: Any) -> "PlanOutcome":
    from data.readers import read_pack
    from solver import plan_term
    from solver.domain import District
    from solver.plan import Plan

    settings = spec["settings"]
    district = District.model_validate_json(spec["district"])
    if settings["pins"]:
        whole = {**json.loads(spec["district"])}
        whole["pins"] = [*whole.get("pins", ()), *settings["pins"]]
        district = District.model_validate_json(json.dumps(whole))

    def progress(point: "Progress") -> None:
        channel.tell("progress", **vars(point))

    def finding(found: "Finding") -> None:
        channel.tell("finding", **vars(found))

    def checkpoint(best: "Checkpoint") -> None:
        channel.tell("checkpoint", plan=best.plan_json, values=best.values, whole=best.whole)

    return plan_term(
        district,
        read_pack(settings["policy"]),
        time_limit_s=settings["time_limit_s"],
        work_limit=settings["work_limit"],
        workers=min(settings["workers"], os.cpu_count() or 1),
        seed=settings["seed"],
        start=Plan.model_validate_json(spec["start"]) if spec["start"] else None,
        progress=progress,
        on_finding=finding,
        on_checkpoint=checkpoint,
        should_stop=run.should_stop,
    )


if __name__ == "__main__":
    main()
