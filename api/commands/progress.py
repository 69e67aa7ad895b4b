"""The progress of a run on stderr: a live table on a terminal, plain lines elsewhere."""

import sys
import threading
import time
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING

from api.commands.answers import note
from api.commands.words import shared
from api.texts import Texts

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from solver.plan import Progress

QUIET_S = 5.0
"""On plain output, seconds between two lines about the same phase and level."""


class ProgressDisplay:
    """Shows where a run is: phase, school, the district's value and proven bound, time.

    What is shown of a level only ever comes closer: values fall, bounds rise.

    Parameters
    ----------
    texts
        The words of the user's language.
    names
        Names of the schools by their ids.
    live
        Whether to draw a table that changes in place; by default if stderr is a terminal.
    """

    def __init__(
        self, texts: Texts, names: Mapping[str, str] | None = None, *, live: bool | None = None
    ) -> None:
        self._texts = texts
        self._names = names or {}
        self._live = sys.stderr.isatty() if live is None else live
        self._levels: dict[str, Progress] = {}
        self._lock = threading.Lock()
        self._now: Progress | None = None
        self._said: Progress | None = None
        self._heard = 0.0
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
            point = self._closer(point)
            self._now, self._heard = point, time.monotonic()
            if not self._live and self._is_news(point):
                note(self._line(point))
                self._said = point

    def _closer(self, point: "Progress") -> "Progress":
        """Returns a point with the best value and bound of its level so far."""
        if point.value is None:
            return point
        best = self._levels.get(point.level)
        value = point.value
        if best is not None and best.value is not None:
            value = min(value, best.value)
        bound = max(point.bound or 0, (best.bound or 0) if best is not None else 0)
        # A bound of zero is what every level has unasked: nothing is proven by it.
        known = min(bound, value) if bound or not value else None
        point = replace(point, value=value, bound=known)
        self._levels[point.level] = point
        for level in _levels_before(point.level):
            # The search works on the first level that is not at zero.
            if level in self._levels:
                self._levels[level] = replace(self._levels[level], value=0, bound=0)
        return point

    def _is_news(self, point: "Progress") -> bool:
        if point.value is None and not point.schools:
            return False
        last = self._said
        if last is None or (last.phase, last.level) != (point.phase, point.level):
            return True
        changed = (last.value, last.bound, last.done) != (point.value, point.bound, point.done)
        return changed and point.elapsed_s - last.elapsed_s >= QUIET_S

    def _line(self, point: "Progress") -> str:
        return self._texts(
            "progress_line",
            seconds=f"{point.elapsed_s:.0f}",
            where=self._where(point),
            news=self._news(point),
        )

    def _where(self, point: "Progress") -> str:
        """Returns the phase, and the school where there are several."""
        phase = phase_name(point.phase, self._texts)
        if not point.school or point.schools == 1:
            return phase
        school = self._names.get(point.school, point.school)
        return self._texts("progress_school", phase=phase, school=school)

    def _news(self, point: "Progress") -> str:
        if point.value is None:
            name = "progress_surveyed" if point.phase == "survey" else "progress_schools"
            return self._texts(name, done=point.done, schools=point.schools)
        value, bound, gap = figures(point, self._texts)
        words = {"level": level_name(point.level, self._texts), "value": value}
        if point.bound is None:
            return self._met(point) + self._texts("progress_no_bound", **words)
        if point.value == point.bound:
            return self._met(point) + self._texts("progress_best", **words)
        return self._met(point) + self._texts("progress_bounded", **words, bound=bound, gap=gap)

    def _met(self, point: "Progress") -> str:
        """Says that the level of the line before is at zero, where the run has left it behind."""
        last = self._said
        if last is None or last.value is None or last.level not in _levels_before(point.level):
            return ""
        return self._texts("progress_met", level=level_name(last.level, self._texts))

    def _table(self) -> "Table":
        from rich.table import Table
        from rich.text import Text

        with self._lock:
            now, heard = self._now, self._heard
            levels = dict(self._levels)
        title = Text()
        if now is not None and (now.schools or now.value is not None):
            running = replace(now, elapsed_s=now.elapsed_s + time.monotonic() - heard)
            said = self._line(running) if now.value is None else self._head(running)
            title = Text(said)  # a school's name may hold brackets, which are no markup
        table = Table(box=None, pad_edge=False, title=title, title_justify="left", title_style="")
        if not levels:
            return table
        table.add_column(self._texts("progress_level"))
        for heading in ("progress_value", "progress_bound", "progress_gap", "progress_time"):
            table.add_column(self._texts(heading), justify="right")
        for level, point in levels.items():
            name = level_name(level, self._texts)
            table.add_row(name, *figures(point, self._texts), f"{point.elapsed_s:.0f} s")
        return table

    def _head(self, point: "Progress") -> str:
        seconds = f"{point.elapsed_s:.0f}"
        return self._texts("progress_head", seconds=seconds, where=self._where(point))


def _levels_before(level: str) -> tuple[str, ...]:
    from solver.plan.levels import LEVELS

    names = tuple(known.name for known in LEVELS)
    return names[: names.index(level)] if level in names else ()


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
