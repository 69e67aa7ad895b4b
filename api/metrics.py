"""Figures for Prometheus: requests as they come, jobs as the database has them when it is asked."""

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from api.store.database import Database
from api.store.tables import job

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_STATES = ("queued", "running", "done", "failed", "cancelled")


class Metrics:
    """The figures of one application."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "kehou_http_requests",
            "Requests by route and status.",
            ("method", "route", "status"),
            registry=self._registry,
        )
        self._seconds = Histogram(
            "kehou_http_request_seconds",
            "Time to the end of the answer.",
            ("route",),
            registry=self._registry,
        )
        self._registry.register(self)

    def count(self, method: str, route: str, status: int, seconds: float) -> None:
        """Counts a request; ``route`` is the template, so that no id becomes a label."""
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def page(self) -> bytes:
        """Returns all figures in Prometheus's text format."""
        return generate_latest(self._registry)

    def describe(self) -> list[Metric]:
        """Tells the registry nothing, so that it does not ask the database at the start."""
        return []

    def collect(self) -> Iterator[Metric]:
        """Yields the state of the queue."""
        up = GaugeMetricFamily("kehou_database_up", "Whether the database answers.")
        jobs = GaugeMetricFamily("kehou_jobs", "Jobs by state.", labels=["state"])
        waits = GaugeMetricFamily("kehou_oldest_wait_seconds", "Age of the job that waits longest.")
        try:
            with self._database.read() as connection:
                query = select(job.c.state, func.count()).group_by(job.c.state)
                counted = {state: n for state, n in connection.execute(query)}
                oldest = connection.execute(
                    select(func.min(job.c.created_at)).where(job.c.state == "queued")
                ).scalar_one()
                now = self._database.now(connection)
        except SQLAlchemyError:
            up.add_metric([], 0)
            yield up
            return
        up.add_metric([], 1)
        for state in _STATES:
            jobs.add_metric([state], counted.get(state, 0))
        waits.add_metric([], max(0.0, now - oldest) if oldest is not None else 0)
        yield from (up, jobs, waits)
