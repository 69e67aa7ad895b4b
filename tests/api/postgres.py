"""A PostgreSQL server of the tests' own: made in a folder, reached by a socket, gone afterwards."""

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

_ACCOUNT = "postgres"


def programs() -> Path | None:
    """Returns the folder of the server's programs, the newest that is installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: p.parts)
    if found:
        return found[-1].parent
    there = shutil.which("initdb")
    return Path(there).resolve().parent if there else None


class Server:
    """Runs a server; it refuses to run as root, so root becomes Debian's account for it."""

    def __init__(self, bin_folder: Path) -> None:
        self._bin = bin_folder
        self.folder = Path(tempfile.mkdtemp(prefix="kehou-pg-"))
        self._user = _ACCOUNT if os.geteuid() == 0 else None
        if self._user:
            shutil.chown(self.folder, self._user)
        self._call("initdb", "-D", "data", "-A", "trust", "-U", _ACCOUNT, "-E", "UTF8", "--no-sync")
        settings = "-c fsync=off -c listen_addresses= -c max_connections=60"
        self._options = f"-k {self.folder} {settings}"
        self.start()

    def start(self) -> None:
        """Starts the server."""
        log = str(self.folder / "log")
        self._call("pg_ctl", "-D", "data", "-w", "-l", log, "-o", self._options, "start")

    def stop(self, how: str = "immediate") -> None:
        """Ends the server, without asking its clients."""
        self._call("pg_ctl", "-D", "data", "-m", how, "-w", "stop")

    def close(self) -> None:
        """Ends the server and removes all of it."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, name: str) -> str:
        """Returns the URL of one of its databases."""
        return f"postgresql://{_ACCOUNT}@/{name}?host={self.folder}"

    def new_database(self, name: str) -> str:
        """Makes a database and returns its URL."""
        self._call("createdb", "-h", str(self.folder), "-U", _ACCOUNT, name)
        return self.url(name)

    def _call(self, program: str, *arguments: str) -> None:
        account = pwd.getpwnam(self._user) if self._user else None
        done = subprocess.run(
            [self._bin / program, *arguments],
            cwd=self.folder,
            user=account.pw_uid if account else None,
            group=account.pw_gid if account else None,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stderr.decode(errors='replace')}")
