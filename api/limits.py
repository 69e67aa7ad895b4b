"""How much one key may ask: a bucket of requests that fills at a steady rate.

The buckets are in this process's memory: a district has one web process. They keep one client from
taking the others' time; they are no defence against many machines, which a proxy has to be.
"""

import math
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from starlette.requests import Request

from api.problems import ProblemError

RATE, BURST = 25.0, 250.0
"""Requests a second of one key, and how many at once after a pause."""
STRANGE_RATE, STRANGE_BURST = 2.0, 60.0
"""The same for an address that sends wrong keys."""
STREAMS = 20
"""Streams of events that one key may have open."""
_MOST = 10_000


class Limits:
    """The buckets of all keys.

    Parameters
    ----------
    rate, burst
        Requests a second and at once that a key may send.
    """

    def __init__(self, rate: float = RATE, burst: float = BURST) -> None:
        self._rate, self._burst = rate, burst
        self._left: dict[str, tuple[float, float]] = {}
        self._open: Counter[str] = Counter()
        self._lock = threading.Lock()

    def take(self, key_id: str) -> None:
        """Counts a request of a key.

        Raises
        ------
        ProblemError
            429 with the seconds to wait.
        """
        self._take(key_id, self._rate, self._burst)

    def strange(self, request: Request) -> None:
        """Counts a request with a wrong key, by where it comes from."""
        host = request.client.host if request.client is not None else "-"
        self._take(f"from {host}", STRANGE_RATE, STRANGE_BURST)

    def _take(self, name: str, rate: float, burst: float) -> None:
        now = time.monotonic()
        with self._lock:
            if len(self._left) > _MOST:
                self._left.clear()  # full buckets for all: better than to grow without end
            left, since = self._left.get(name, (burst, now))
            left = min(burst, left + rate * (now - since))
            self._left[name] = (left - 1 if left >= 1 else left, now)
        if left < 1:
            wait = math.ceil((1 - left) / rate)
            raise ProblemError(
                429, "service.too_many", headers={"Retry-After": str(wait)}, seconds=wait
            )

    @contextmanager
    def stream(self, key_id: str) -> Iterator[None]:
        """Counts an open stream of a key."""
        with self._lock:
            self._open[key_id] += 1
        try:
            yield
        finally:
            with self._lock:
                self._open[key_id] -= 1

    def check_streams(self, key_id: str) -> None:
        """Refuses one more stream than a key may have."""
        with self._lock:
            many = self._open[key_id] >= STREAMS
        if many:
            raise ProblemError(
                429, "service.too_many_streams", headers={"Retry-After": "10"}, most=STREAMS
            )
