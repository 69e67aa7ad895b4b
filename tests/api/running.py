"""``kehou serve`` as it runs: its processes, found and ended from outside."""

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from api.store import keys
from api.store.database import Database
from api.store.migrate import upgrade

ROOT = Path(__file__).parents[2]
LEASE_S = 2.0


class Running:
    """Starts the service with a short lease, and asks it as a patient client would.

    Parameters
    ----------
    url
        The database.
    """

    def __init__(self, url: str, workers: int = 2) -> None:
        self.database = Database(url)
        upgrade(self.database)
        self.key = keys.create(self.database, "planner", "test")[1]
        environment = {**os.environ, "KEHOU_LEASE_S": str(LEASE_S), "KEHOU_LANG": "en"}
        self.process = subprocess.Popen(
            [
                *(sys.executable, "-m", "api.cli", "serve", "--port", "0"),
                *("--database", url, "--workers", str(workers)),
            ],
            cwd=ROOT,
            env=environment,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.process.stderr is not None
        found = re.search(r"http://\S+:\d+", self.process.stderr.readline())
        assert found is not None
        self.at = found[0]
        # What follows is the log: told with the output of a test that fails.
        self._log = self.process.stderr
        self._lines: list[str] = []
        self._reader = threading.Thread(target=lambda: self._lines.extend(self._log))
        self._reader.start()

    def __enter__(self) -> "Running":
        return self

    def __exit__(self, *error: object) -> None:
        self.process.terminate()
        self.process.wait()
        self._reader.join()
        self._log.close()
        sys.stderr.write("".join(self._lines[-200:]))
        self.database.close()

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Any:
        """Asks until there is an answer that is no excuse, with the same request each time."""
        said = {"Authorization": f"Bearer {self.key}", "Content-Type": "application/json"}
        said |= {name.replace("_", "-"): value for name, value in headers.items()}
        while True:
            request = Request(self.at + path, data=body, headers=said, method=method)
            try:
                with urlopen(request, timeout=20) as answer:
                    return json.load(answer)
            except HTTPError as error:
                with error:
                    if error.code != 503:
                        raise AssertionError(error.read().decode()) from error
            except (URLError, OSError, ValueError):
                pass  # the web server was ended in the middle of it
            time.sleep(0.1)

    def status(self, method: str, path: str, body: bytes) -> int:
        """Asks once and returns the status of the answer."""
        said = {"Authorization": f"Bearer {self.key}"}
        request = Request(self.at + path, data=body, headers=said, method=method)
        try:
            with urlopen(request, timeout=60) as answer:
                return int(answer.status)
        except HTTPError as error:
            error.close()
            return error.code

    def submit(self, district_id: str, name: str, **settings: Any) -> str:
        """Submits a solve."""
        body = json.dumps({"district_id": district_id, "workers": 1, **settings}).encode()
        return str(self.ask("POST", "/v1/solves", body, Idempotency_Key=name)["id"])

    def state(self, solve_id: str) -> str:
        """Returns where a solve is."""
        return str(self.ask("GET", f"/v1/solves/{solve_id}")["state"])

    def children(self, module: str) -> list[int]:
        """Returns the processes of the service that run a module."""
        found = []
        for process in _descendants(self.process.pid):
            try:
                said = Path(f"/proc/{process}/cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            if module.encode() in said:
                found.append(process)
        return sorted(found)


def end(process: int, number: signal.Signals = signal.SIGKILL) -> None:
    """Sends a signal to a process that may be gone."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(process, number)


def _descendants(root: int) -> set[int]:
    parents: dict[int, int] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            said = (folder / "stat").read_text()
        except OSError:
            continue
        parents[int(folder.name)] = int(said.rpartition(")")[2].split()[1])
    found = {root}
    while True:
        more = {child for child, parent in parents.items() if parent in found} - found
        if not more:
            return found - {root}
        found |= more
