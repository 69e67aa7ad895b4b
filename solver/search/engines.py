"""Runs independent searches: in child processes on this machine, or one after the other here.

A child is forked, so it sees the district without copying it, and ends with its parent. Messages
come back through a pipe as they are found, so an interrupted run keeps the best points.
"""

import ctypes
import multiprocessing
import os
import signal
import sys
import traceback
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection, wait
from typing import Any, Protocol

Send = Callable[[Any], None]
Task = Callable[[Send], None]


class Engine(Protocol):
    """Runs tasks; each sends any number of messages."""

    def run(
        self,
        tasks: Sequence[Task],
        on_message: Callable[[int, Any], None],
        should_stop: Callable[[], bool],
    ) -> None:
        """Runs every task, handing over messages with the task's index, until told to stop."""


class LocalEngine:
    """Child processes, so many at once.

    Attributes
    ----------
    lost : exit codes of children that were ended from outside or by a library (negative: the
        signal). Such a child costs its own part only: what it sent before is kept.
    """

    def __init__(self, workers: int) -> None:
        self.workers = max(1, workers)
        self.lost: list[int] = []

    def run(
        self,
        tasks: Sequence[Task],
        on_message: Callable[[int, Any], None],
        should_stop: Callable[[], bool],
    ) -> None:
        """Runs the tasks in their order, ``workers`` at a time.

        Raises
        ------
        RuntimeError
            If a task raises; its traceback is in the message.
        """
        context = multiprocessing.get_context("fork")
        waiting = list(enumerate(tasks))
        running: dict[Connection, tuple[int, Any]] = {}
        try:
            while (waiting or running) and not should_stop():
                while waiting and len(running) < self.workers:
                    index, task = waiting.pop(0)
                    ours, theirs = context.Pipe(duplex=False)
                    child = context.Process(target=_child, args=(task, theirs), daemon=True)
                    sys.stdout.flush()
                    sys.stderr.flush()
                    child.start()
                    theirs.close()
                    running[ours] = (index, child)
                for ready in wait(list(running), timeout=0.2):
                    assert isinstance(ready, Connection)
                    self._receive(ready, running, on_message)
        finally:
            for pipe, (_index, child) in running.items():
                child.kill()
                child.join()
                pipe.close()

    def _receive(
        self,
        pipe: Connection,
        running: dict[Connection, tuple[int, Any]],
        on_message: Callable[[int, Any], None],
    ) -> None:
        index, child = running[pipe]
        try:
            kind, content = pipe.recv()
        except (EOFError, OSError):  # OSError: it was ended in the middle of a message
            kind, content = "end", None
        if kind == "message":
            on_message(index, content)
            return
        del running[pipe]
        pipe.close()
        child.join()
        if kind == "error":
            raise RuntimeError(f"a search failed:\n{content}")
        if child.exitcode not in (0, None) and kind != "done":
            self.lost.append(child.exitcode)


def _child(task: Task, pipe: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    die_with_parent()
    try:
        task(lambda message: pipe.send(("message", message)))
        pipe.send(("done", None))
    except BrokenPipeError:
        os._exit(0)
    except Exception:  # the parent gets the whole story, whatever it was
        pipe.send(("error", traceback.format_exc()))
    finally:
        pipe.close()
        os._exit(0)


def die_with_parent() -> None:
    """Asks Linux to end this child when the parent's thread ends (PR_SET_PDEATHSIG)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)
        if os.getppid() == 1:
            os._exit(1)


class SerialEngine:
    """Everything in this process, in order: for tests and for deterministic debugging."""

    def run(
        self,
        tasks: Sequence[Task],
        on_message: Callable[[int, Any], None],
        should_stop: Callable[[], bool],
    ) -> None:
        """Runs the tasks one after the other."""
        for index, task in enumerate(tasks):
            if should_stop():
                return
            task(lambda message, index=index: on_message(index, message))  # type: ignore[misc]
