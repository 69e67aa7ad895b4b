"""What people changed in a plan's workbook, told by cell."""

from dataclasses import dataclass, field
from typing import Literal

from solver.domain.errors import InputFinding
from solver.plan.types import Plan


@dataclass(frozen=True)
class Edit:
    """A cell that differs from what was written, or a whole row that came or went.

    Attributes
    ----------
    where : str
        Sheet and cell as users name them, ``活动明细!H12``; of a row that is gone the sheet.
    column : str
        Heading of the column; empty for a whole row.
    before, after : str
        What was written and what stands there now; of a row its words.
    record_id : str
        The meeting or duty concerned.
    key : str
        Key of the column; empty for a whole row.
    """

    kind: Literal["cell", "added", "removed"]
    where: str
    column: str
    before: str
    after: str
    record_id: str
    key: str = ""


@dataclass(frozen=True)
class EditedPlan:
    """A plan read from its workbook.

    Attributes
    ----------
    plan : Plan
        The plan as it stands now. If it was edited, its accounts, levels, terms and unmet needs
        are still those of ``base``: they have to be counted anew.
    base : Plan
        The plan that was written into the workbook.
    edits : tuple of Edit
        Empty if nothing was edited.
    locked : tuple of str
        Ids of the meetings whose rows are marked as locked.
    cells : dict
        First cell of the row of each meeting and duty, by id.
    notes : tuple of InputFinding
        What users should know although nothing is wrong.
    """

    plan: Plan
    base: Plan
    edits: tuple[Edit, ...] = ()
    locked: tuple[str, ...] = ()
    cells: dict[str, str] = field(default_factory=dict)
    notes: tuple[InputFinding, ...] = ()
