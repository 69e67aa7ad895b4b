"""``kehou serve``: the service, with its web server and its workers."""

import socket
from typing import Annotated

import typer

from api.commands.answers import BadInputError, Exit, note
from api.commands.databases import DatabaseOption, open_database
from api.commands.options import LangOption
from api.texts import Texts

HOST, PORT, WORKERS = "127.0.0.1", 8000, 1


def run(
    ctx: typer.Context,
    host: Annotated[
        str, typer.Option("--host", metavar="HOST", help="opt_host", show_default=False)
    ] = HOST,
    port: Annotated[
        int,
        typer.Option(
            "--port", metavar="PORT", min=0, max=65535, help="opt_port", show_default=False
        ),
    ] = PORT,
    database: DatabaseOption = None,
    workers: Annotated[
        int,
        typer.Option(
            "--workers", metavar="N", min=0, max=64, help="opt_serve_workers", show_default=False
        ),
    ] = WORKERS,
    no_web: Annotated[
        bool, typer.Option("--no-web", help="opt_no_web", show_default=False)
    ] = False,
    lang: LangOption = None,
) -> int:
    """Runs until it is ended; what it accepted goes on at the next start."""
    texts: Texts = ctx.obj
    if no_web and not workers:
        raise BadInputError([texts("nothing_to_serve")])
    listening = None if no_web else _listen(host, port, texts)
    opened = open_database(database, texts)
    from api.logs import set_up
    from api.store import keys
    from api.supervisor import Supervisor

    if listening is not None:
        at = listening.getsockname()
        shown = f"[{at[0]}]" if ":" in at[0] else at[0]
        note(texts("serving", url=f"http://{shown}:{at[1]}", workers=workers))
        if not any(key["revoked_at"] is None for key in keys.listed(opened)):
            note(texts("no_keys_yet"))
    else:
        note(texts("serving_workers", workers=workers))
    url = opened.url.render_as_string(hide_password=False)
    opened.close()
    set_up()
    Supervisor(url, listening, workers).run()
    return Exit.DONE


def _listen(host: str, port: int, texts: Texts) -> socket.socket:
    listening: socket.socket | None = None
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, kind, protocol, _, address = found[0]
        listening = socket.socket(family, kind, protocol)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(512)
    except OSError as error:
        from api.commands.paths import system_reason

        if listening is not None:
            listening.close()
        place = f"{host}:{port}"
        raise BadInputError(
            [texts("cannot_listen", place=place, reason=system_reason(error, texts))]
        ) from error
    listening.set_inheritable(True)
    return listening
