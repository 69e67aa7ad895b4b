"""A solve's child process, as the worker that started it sees it."""

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from typing import Any

GRACE_S = 0.6
"""Seconds that a solve has to hand over its plan when it is asked to end."""


class Solving:
    """Starts a solve and takes what it tells.

    Parameters
    ----------
    spec
        What ``api.jobs.child`` reads.
    """

    def __init__(self, spec: dict[str, Any]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "api.jobs.child", str(os.getpid())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,  # its searches can be ended with it, all at once
        )
        self._told: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._kill_at: float | None = None
        written = json.dumps(spec, ensure_ascii=False).encode()
        self._threads = [
            threading.Thread(target=work, daemon=True)
            for work in (lambda: self._write(written), self._read)
        ]
        for thread in self._threads:
            thread.start()

    def take(self, timeout_s: float) -> tuple[list[dict[str, Any]], bool]:
        """Returns what was told since, and whether that was all there will be."""
        self._end_in_time()
        found: list[dict[str, Any]] = []
        try:
            message = self._told.get(timeout=timeout_s)
            while message is not None:
                found.append(message)
                message = self._told.get_nowait()
        except queue.Empty:
            return found, False
        return found, True

    def stop(self) -> None:
        """Asks the solve for its plan as it is; it is ended if that takes too long."""
        if self._kill_at is None:
            self._kill_at = time.monotonic() + GRACE_S
            with contextlib.suppress(ProcessLookupError):
                self._process.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """Ends the solve with its searches."""
        if self._process.poll() is None:  # else its searches have ended with it already
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        for thread in self._threads:  # both pipes have ended with it
            thread.join()

    @property
    def exit_code(self) -> int:
        """The exit code of a solve that has told everything; negative: the signal."""
        return self._process.wait()

    def _end_in_time(self) -> None:
        if self._kill_at is not None and time.monotonic() >= self._kill_at:
            self.kill()

    def _write(self, content: bytes) -> None:
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError), self._process.stdin as pipe:
            pipe.write(content)

    def _read(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as pipe:
            for line in pipe:
                if line.endswith(b"\n"):  # of a process that is killed the last line may be half
                    self._told.put(json.loads(line))
        self._told.put(None)
