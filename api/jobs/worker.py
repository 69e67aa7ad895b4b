"""A worker: takes one job after the other. Any number of them, on any number of machines."""

import argparse
import os
import signal
import socket
import sys
import time
from types import FrameType

from sqlalchemy.exc import DBAPIError

from api.jobs.carrying import Carrying
from api.jobs.queue import LEASE_S, FenceLostError, claim
from api.logs import log, log_error, set_up
from api.processes import end_with
from api.store.database import ENVIRONMENT, Database, is_unavailable, new_id

LEASE_ENVIRONMENT = "KEHOU_LEASE_S"
"""Another lease than the usual one, where a network is slow or a test is not."""
IDLE_S = 0.3
"""Seconds between two looks for a job."""


class Worker:
    """Takes jobs until it is told to stop.

    Parameters
    ----------
    lease_s
        Seconds after which its job is somebody else's if nothing is heard of it.
    """

    def __init__(self, database: Database, lease_s: float = LEASE_S) -> None:
        self._database, self._lease_s = database, lease_s
        self._stopping = False
        self.name = f"{socket.gethostname()[:30]}:{os.getpid()}:{new_id('w')[2:10]}"

    def run(self) -> None:
        """Works until ``stop`` is called."""
        log("worker started", worker=self.name)
        while not self._stopping:
            if not self.work():
                time.sleep(IDLE_S)
        log("worker stopped", worker=self.name)

    def work(self) -> bool:
        """Carries out one job; tells whether there was one."""
        try:
            held = claim(self._database, self.name, self._lease_s)
        except DBAPIError as error:
            if not is_unavailable(error):
                raise
            log("database unavailable", error=type(error).__name__)
            time.sleep(1)
            return False
        if held is None:
            return False
        log("job taken", job=held.job_id, worker=self.name, attempt=held.attempt)
        try:
            Carrying(self._database, held, lambda: self._stopping, self._lease_s).run()
        except FenceLostError:
            log("job lost to another attempt", job=held.job_id, attempt=held.attempt)
        return True

    def stop(self) -> None:
        """Gives the present job back and takes no other."""
        self._stopping = True


def main() -> None:
    """Runs a worker as a process.

    The URL of the database is in its environment: a list of processes would show its password.
    """
    parser = argparse.ArgumentParser()
    lease_s = os.environ.get(LEASE_ENVIRONMENT, str(LEASE_S))
    parser.add_argument("--lease", type=float, default=float(lease_s))
    parser.add_argument("--parent", type=int)
    asked = parser.parse_args()
    if asked.parent is not None:
        end_with(asked.parent)
    set_up()
    worker = Worker(Database(os.environ[ENVIRONMENT]), asked.lease)

    def heard(number: int, frame: FrameType | None) -> None:
        worker.stop()

    signal.signal(signal.SIGTERM, heard)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started it tells it when to end
    try:
        worker.run()
    except Exception:
        log_error("worker failed")
        sys.exit(1)


if __name__ == "__main__":
    main()
