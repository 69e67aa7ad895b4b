"""The progress of a run on stderr: a live table on a terminal, plain lines elsewhere."""

import sys
import threading
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

from api.commands.answers import note
from api.commands.words import shared
from api.texts import Texts

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from solver.plan import Progress

QUIET_S = 5.0
"""On plain output, seconds between two lines about the same level."""


class ProgressDisplay:
    """Shows where a run is: phase, level, value, proven bound, what lies between, time.

    Parameters
    ----------
    texts
        The words of the user's language.
    live
        Whether to draw a table that changes in place; by default if stderr is a terminal.
    names
        Names of phases that are schools, by id.
    """

    def __init__(
        self,
        texts: Texts,
        *,
        live: bool | None = None,
        names: Mapping[str, str] | None = None,
    ) -> None:
        self._texts = texts
        self._names = names or {}
        self._live = sys.stderr.isatty() if live is None else live
        self._rows: dict[str, Progress] = {}
        self._lock = threading.Lock()
        self._last: Progress | None = None
        self._console: Console | None = None

    def shown(self) -> AbstractContextManager[object]:
        """Returns the context in which the display is on the screen."""
        if not self._live:
            return nullcontext()
        from rich.console import Console
        from rich.live import Live

        self._console = Console(stderr=True)
        return Live(
            get_renderable=self._table,
            console=self._console,
            refresh_per_second=4,
            redirect_stdout=False,
        )

    def say(self, message: str) -> None:
        """Writes a message, above the table where there is one."""
        if self._console is None:
            note(message)
        else:
            self._console.print(message, markup=False, highlight=False)

    def __call__(self, point: "Progress") -> None:
        """Takes a point of the run; called from the run's own thread."""
        with self._lock:
            self._rows[point.level or point.phase] = point
            if not self._live and self._is_news(point):
                self._last = point
                note(self._line(point))

    def _is_news(self, point: "Progress") -> bool:
        if point.value is None:
            return False
        last = self._last
        if last is None or (last.phase, last.level) != (point.phase, point.level):
            return True
        changed = (last.value, last.bound) != (point.value, point.bound)
        return changed and point.elapsed_s - last.elapsed_s >= QUIET_S

    def _line(self, point: "Progress") -> str:
        where = self._names.get(point.phase) or phase_name(point.phase, self._texts)
        if point.level:
            where += f" · {level_name(point.level, self._texts)}"
        value, bound, gap = figures(point, self._texts)
        return self._texts(
            "progress_line",
            seconds=f"{point.elapsed_s:.0f}",
            where=where,
            value=value,
            bound=bound,
            gap=gap,
        )

    def _table(self) -> "Table":
        from rich.table import Table

        table = Table(box=None, pad_edge=False)
        table.add_column(self._texts("progress_where"))
        for heading in ("progress_value", "progress_bound", "progress_gap", "progress_time"):
            table.add_column(self._texts(heading), justify="right")
        with self._lock:
            for key, point in self._rows.items():
                name = level_name(key, self._texts) if point.level else phase_name(key, self._texts)
                table.add_row(name, *figures(point, self._texts), f"{point.elapsed_s:.0f} s")
        return table


def level_name(level: str, texts: Texts) -> str:
    """Returns a level in words."""
    return shared(texts.lang).word("level", level)


def phase_name(phase: str, texts: Texts) -> str:
    """Returns a phase in words."""
    return texts(f"phase_{phase}") if texts.has(f"phase_{phase}") else phase


def figures(point: "Progress", texts: Texts) -> tuple[str, str, str]:
    """Returns value, bound and what lies between them with units, a dash for what is unknown."""
    from solver.plan.levels import LEVELS

    unit = next((level.unit for level in LEVELS if level.name == point.level), "")

    def said(amount: int | None) -> str:
        if amount is None:
            return "-"
        return shared(texts.lang).amount(amount, unit) if unit else f"{amount:,}"

    known = point.value is not None and point.bound is not None
    between = point.value - point.bound if known else None  # type: ignore[operator]
    return said(point.value), said(point.bound), said(between)
