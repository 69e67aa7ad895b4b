"""Why a district cannot be served: requirements that clash, what is missing, and remedies."""

from dataclasses import dataclass, field
from typing import Literal

from solver.domain.base import Account
from solver.plan.outcome import EXIT_CODES, OutcomeStatus

Checked = Literal["solved", "recounted", "counted", "no"]
"""How a statement was checked: by a plan that the solver found and the check passed; by the same
plan, its money counted anew and checked; by counting alone; or not (no time was left)."""


@dataclass(frozen=True)
class Remedy:
    """One change that would help, with its amount and price.

    Attributes
    ----------
    path : the place of the district's JSON that changes, ids in brackets; empty if none does.
    amount, unit : how much changes, in natural units; 0 where it is one fact.
    cost_fen : what it costs over the term whoever pays; ``None`` where it has no price of its own.
    payer : who pays: ``county``, ``parents``, ``staff``, ``school`` (it spends less), ``account``
        (the school's own accounts) or nobody.
    allowed : whether the pack lets it be done; ``clause_id`` is the clause that forbids it, or
        that is waived.
    left : how much of what was short stays short with it alone; 0 means that it suffices.
    hours_ch : class-hours of the term, in hundredths, that the people of a remedy work at the
        school in the plan in which it was tried; their pay is ``cost_fen``.
    """

    code: str
    path: str = ""
    params: dict[str, str] = field(default_factory=dict)
    amount: int = 0
    unit: str = ""
    cost_fen: int | None = None
    payer: str = ""
    allowed: bool = True
    clause_id: str = ""
    checked: Checked = "no"
    left: int = 0
    hours_ch: int = 0
    text_zh: str = ""
    text_en: str = ""


@dataclass(frozen=True)
class Requirement:
    """A fact or clause that takes part in a clash.

    Attributes
    ----------
    path : as in ``Remedy``; for a clause ``clause_id`` is its id.
    alone : whether giving it way is enough, all else as it is. If not, another requirement that
        is looked at stands in its stead then.
    """

    kind: Literal["fact", "clause"]
    code: str
    path: str = ""
    clause_id: str = ""
    params: dict[str, str] = field(default_factory=dict)
    checked: Checked = "no"
    alone: bool = True
    text_zh: str = ""
    text_en: str = ""


@dataclass(frozen=True)
class MoneyGap:
    """What an account misses in the best plan, the district's fund already drawn on."""

    school_id: str
    account: Account
    missing_fen: int
    remedies: tuple[Remedy, ...] = ()


@dataclass(frozen=True)
class Money:
    """What the district misses: any plan at least ``at_least_fen``; ``enough_fen`` suffices.

    ``exact``: both are the same, and no plan serves more people.
    """

    at_least_fen: int
    enough_fen: int
    exact: bool
    gaps: tuple[MoneyGap, ...]


@dataclass(frozen=True)
class Issue:
    """One reason why a school cannot be served, or why there is no plan at all.

    Attributes
    ----------
    severity : ``infeasible`` (no plan), ``short`` (need stays unmet), ``open`` (it could be met,
        but the search had no time to).
    amount, unit : how much is short at least, as found.
    requirements : a set that clashes; empty where none was found by itself.
    complete : whether the requirements clash even if every other fact and clause looked at gives
        way, by counting: then they are a smallest set.
    """

    severity: Literal["infeasible", "short", "open"]
    school_id: str
    family: str
    clause_id: str
    code: str
    amount: int
    unit: str
    text_zh: str
    text_en: str
    requirements: tuple[Requirement, ...] = ()
    complete: bool = False
    remedies: tuple[Remedy, ...] = ()


@dataclass(frozen=True)
class Explanation:
    """The answer of ``explain``."""

    status: OutcomeStatus
    issues: tuple[Issue, ...] = ()
    money: Money | None = None

    @property
    def exit_code(self) -> int:
        """The command's exit code for this status."""
        return EXIT_CODES[self.status]
