"""What a count says: a finding, and the needs that it explains."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from solver.domain import Period
from solver.domain.base import GridComponent
from solver.domain.messages.said import Message, Row, Value
from solver.model.school_view import COMPONENT_OF, SchoolView
from solver.plan import Finding

Kind = Literal[
    "adults",
    "leaders",
    "helpers",
    "places",
    "size",
    "barred",
    "activity",
    "unchosen",
    "hours",
    "money",
    "choices",
    "posts",
]
MOST_NAMED = 4
"""Classes that a message names; of more only the first and the number."""
Cell = tuple[str, str]
"""Class and period."""


@dataclass(frozen=True)
class Shortage:
    """Something that is short in every plan that serves everybody.

    Attributes
    ----------
    kind : what is short; a cause of the same kind says the same.
    cells : the classes and periods it concerns.
    component : the component of the cells it concerns; ``None`` means any.
    posts : the duty posts it concerns.
    """

    kind: Kind
    finding: Finding
    cells: frozenset[Cell] = frozenset()
    component: GridComponent | None = None
    posts: frozenset[str] = frozenset()

    def covers(self, kind: str, cell: Cell, component: GridComponent) -> bool:
        """Tells whether the shortage explains an unmet need of a kind."""
        mine = self.component and COMPONENT_OF[self.component]
        return kind == self.kind and cell in self.cells and mine in (None, COMPONENT_OF[component])


def short(
    view: SchoolView,
    kind: Kind,
    family: str,
    code: str,
    *,
    subject: str,
    amount: int,
    unit: str,
    params: Mapping[str, Value],
    cells: Iterable[Cell] = (),
    k: GridComponent | None = None,
) -> Shortage:
    """Returns a shortage at a school with its words in both languages.

    Parameters
    ----------
    family : str
        The rule that cannot be kept for everybody.
    code : str
        Key of the message without its area; ``params`` fill it beside the school's name.
    cells, k
        The classes and periods concerned, and the component of their cells; ``None`` means any.
    """
    message = Message(f"finding.{code}", {"school": view.school.name, **params})
    finding = Finding(
        "short",
        family,
        f"structure:{family}",
        message.key,
        subject,
        view.school.id,
        amount,
        unit,
        message.flat(),
        message.said("zh").strip(),
        message.said("en").strip(),
    )
    return Shortage(kind, finding, frozenset(cells), k)


def when(periods: Iterable[Period]) -> dict[str, Value]:
    """Returns the time that periods share, as placeholders: ``weekday`` and ``time``."""
    listed = list(periods)
    first, last = max(p.start_min for p in listed), min(p.end_min for p in listed)
    span = "–".join(f"{m // 60:02d}:{m % 60:02d}" for m in (first, last))
    return {"weekday": str(listed[0].weekday), "time": span}


def class_names(view: SchoolView, class_ids: Iterable[str]) -> Value:
    """Returns the names of classes, the first few of many."""
    names = tuple(view.classes[c].name for c in dict.fromkeys(class_ids))
    if len(names) <= MOST_NAMED:
        return Row(names)
    first = Row(names[: MOST_NAMED - 1])
    return Message("finding.many_classes", {"first": first, "count": len(names)})
