"""What is seen of each request: an id, a line in the log, nothing of its content."""

import logging
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.logs import log
from api.store.database import new_id


class Observing:
    """Gives each request an id and logs its route, status and time.

    The template of the route is logged, not the path: what stands in a path may name somebody.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        state = scope.setdefault("state", {})
        state["request_id"] = new_id("req")
        began, status = time.perf_counter(), 500

        async def answer(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [
                    *message.get("headers", []),
                    (b"x-request-id", state["request_id"].encode()),
                ]
            await send(message)

        try:
            await self._app(scope, receive, answer)
        finally:
            route = getattr(scope.get("route"), "path", "-")
            spent = time.perf_counter() - began
            scope["app"].state.metrics.count(scope["method"], route, status, spent)
            log(
                "request",
                logging.WARNING if status >= 500 else logging.INFO,
                request_id=state["request_id"],
                method=scope["method"],
                route=route,
                status=status,
                ms=round(1000 * spent, 1),
                key=state.get("key_id"),
            )
