"""Ctrl-C during a long run: the first one asks it to stop and keep its best plan."""

import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import Any, Generic, TypeVar

Answer = TypeVar("Answer")


class StoppableRun(Generic[Answer]):
    """Runs work on a thread of its own, so that the main thread is free to hear signals.

    Python handles a signal on the main thread between two steps of Python code; a search that
    spends minutes inside compiled code there would not notice it.

    Parameters
    ----------
    on_stop
        Called once, when the first signal arrives.
    """

    def __init__(self, on_stop: Callable[[], None]) -> None:
        self._on_stop = on_stop
        self._asked = threading.Event()
        self._answer: Answer | None = None
        self._error: BaseException | None = None

    def should_stop(self) -> bool:
        """Tells the work whether the user asked it to stop."""
        return self._asked.is_set()

    def run(self, work: Callable[[], Answer]) -> Answer:
        """Returns what the work returns; a second signal gives up with ``KeyboardInterrupt``."""

        def carry() -> None:
            try:
                self._answer = work()
            except BaseException as error:
                self._error = error

        thread = threading.Thread(target=carry, name="planning", daemon=True)
        previous = self._listen()
        try:
            thread.start()
            while thread.is_alive():
                thread.join(0.1)
        finally:
            for number, handler in previous.items():
                signal.signal(number, handler)
        if self._error is not None:
            raise self._error
        return self._answer  # type: ignore[return-value]

    def _listen(self) -> dict[signal.Signals, Any]:
        if threading.current_thread() is not threading.main_thread():
            return {}
        return {
            number: signal.signal(number, self._heard) for number in (signal.SIGINT, signal.SIGTERM)
        }

    def _heard(self, number: int, frame: FrameType | None) -> None:
        if self._asked.is_set():
            raise KeyboardInterrupt
        self._asked.set()
        self._on_stop()
