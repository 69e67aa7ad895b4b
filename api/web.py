"""The web server as a process: started by ``kehou serve``, started again if it ends."""

import argparse
import os
import socket

import uvicorn

from api.answering import Helpers
from api.app import create_app
from api.logs import set_up
from api.processes import end_with
from api.store.database import ENVIRONMENT, Database

HELPERS = 2
"""Changes that are sought at once; each may take a processor."""
SHUTDOWN_S = 2
"""Seconds for open answers when the server ends; a listener's stream would never end by itself."""


def main() -> None:
    """Serves on a socket that the starting process has opened and keeps open."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--fd", type=int, required=True)
    parser.add_argument("--parent", type=int, required=True)
    asked = parser.parse_args()
    end_with(asked.parent)
    set_up()
    url = os.environ[ENVIRONMENT]
    config = uvicorn.Config(
        create_app(Database(url), answers=Helpers(url, HELPERS)),
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=SHUTDOWN_S,
    )
    uvicorn.Server(config).run(sockets=[socket.socket(fileno=asked.fd)])


if __name__ == "__main__":
    main()
