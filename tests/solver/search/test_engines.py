"""Engines: messages come back in order with their task, failures are told, runs can be stopped."""

import os
import signal
from collections.abc import Callable
from typing import Any

import pytest

from solver.search.engines import Engine, LocalEngine, Send, SerialEngine

ENGINES: list[Engine] = [SerialEngine(), LocalEngine(1), LocalEngine(3)]


def counting(name: str, count: int) -> Callable[[Send], None]:
    def run(send: Send) -> None:
        for i in range(count):
            send((name, i))

    return run


def collect(engine: Engine, tasks: list[Callable[[Send], None]], most: int = 99) -> list[Any]:
    found: list[Any] = []
    engine.run(tasks, lambda i, m: found.append((i, m)), lambda: len(found) >= most)
    return found


@pytest.mark.parametrize("engine", ENGINES, ids=["serial", "one", "three"])
def test_every_message_comes_with_its_task_and_in_order(engine: Engine) -> None:
    found = collect(engine, [counting("a", 3), counting("b", 0), counting("c", 2)])
    assert sorted(found) == [(0, ("a", i)) for i in range(3)] + [(2, ("c", i)) for i in range(2)]
    assert [m for i, m in found if i == 0] == [("a", i) for i in range(3)]


def test_one_worker_keeps_the_order_of_tasks() -> None:
    found = collect(LocalEngine(1), [counting("a", 2), counting("b", 2)])
    assert [i for i, _ in found] == [0, 0, 1, 1]


def test_a_failing_task_is_told_with_its_story() -> None:
    def fail(send: Send) -> None:
        raise ValueError("no such luck")

    with pytest.raises(RuntimeError, match="no such luck"):
        collect(LocalEngine(2), [fail])


def test_a_stopped_run_keeps_what_it_has() -> None:
    def forever(send: Send) -> None:
        send("first")
        while True:
            pass

    assert collect(LocalEngine(1), [forever], most=1) == [(0, "first")]


def test_a_child_that_is_killed_costs_its_own_part_only() -> None:
    def killed(send: Send) -> None:
        send("first")
        os.kill(os.getpid(), signal.SIGABRT)

    engine = LocalEngine(2)
    found = collect(engine, [killed, counting("b", 2)])
    assert (0, "first") in found
    assert [m for i, m in found if i == 1] == [("b", 0), ("b", 1)]
    assert engine.lost == [-signal.SIGABRT]
