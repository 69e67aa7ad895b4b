"""Keeps the web server and the workers running: whichever ends is started again."""

import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from types import FrameType

from api.logs import log
from api.store.database import ENVIRONMENT

LOOK_S = 0.2
END_S = 6.0
"""Seconds that processes have to end by themselves."""
LONGEST_PAUSE_S = 10.0


@dataclass
class _Kept:
    """A process that is to run."""

    name: str
    arguments: list[str]
    process: subprocess.Popen[bytes] | None = None
    failures: int = 0
    start_at: float = 0.0
    started: float = field(default=0.0)


class Supervisor:
    """Starts processes and keeps them running until it is told to end.

    The socket stays open here, so that connections wait for a web server that is started again
    instead of being refused.

    Parameters
    ----------
    url
        The database, handed on in the environment.
    listening
        The socket of the web server; ``None`` for workers alone.
    workers
        How many jobs to work on at once.
    """

    def __init__(self, url: str, listening: socket.socket | None, workers: int) -> None:
        self._environment = {**os.environ, ENVIRONMENT: url}
        self._socket = listening
        parent = ["--parent", str(os.getpid())]
        self._kept = []
        if listening is not None:
            web = ["-m", "api.web", "--fd", str(listening.fileno()), *parent]
            self._kept.append(_Kept("web", web))
        for number in range(workers):
            self._kept.append(_Kept(f"worker {number + 1}", ["-m", "api.jobs.worker", *parent]))
        self._ending = False

    def run(self) -> None:
        """Runs until a signal ends it. To be called on the main thread."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._heard)
        try:
            while not self._ending:
                for kept in self._kept:
                    self._look_after(kept)
                time.sleep(LOOK_S)
        finally:
            self._end()

    def _look_after(self, kept: _Kept) -> None:
        now = time.monotonic()
        if kept.process is not None and kept.process.poll() is not None:
            # One that ran for a while may start at once; one that cannot start is given time.
            kept.failures = 0 if now - kept.started > LONGEST_PAUSE_S else kept.failures + 1
            pause = 0.0 if kept.failures < 2 else min(LONGEST_PAUSE_S, 0.5 * 2**kept.failures)
            kept.start_at = now + pause
            log("process ended", name=kept.name, exit_code=kept.process.returncode)
            kept.process = None
        if kept.process is None and now >= kept.start_at:
            kept.started = now
            kept.process = subprocess.Popen(
                [sys.executable, *kept.arguments],
                env=self._environment,
                pass_fds=[self._socket.fileno()] if self._socket is not None else [],
            )

    def _end(self) -> None:
        running = [k.process for k in self._kept if k.process is not None]
        for process in running:
            process.terminate()
        until = time.monotonic() + END_S
        for process in running:
            try:
                process.wait(max(0.0, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _heard(self, number: int, frame: FrameType | None) -> None:
        self._ending = True
