"""What the verifier says of a plan."""

from typing import Literal

from pydantic import Field

from solver.domain.base import Count, Entity

ClauseState = Literal["held", "violated", "waived", "not_applicable", "not_yet_enforced", "served"]


class Violation(Entity):
    """One breach: which rule, who or what, where, when, by how much.

    ``clause_id`` is the pack's clause, or ``structure:<family>`` for a rule that every plan obeys,
    or ``plan:<field>`` for a claim of the plan that does not agree with its content.
    """

    family: str
    clause_id: str
    school_id: str | None = None
    weekday: int | None = None
    period_id: str | None = None
    subject: str = ""
    """The person, room, class, section, meeting, account or field concerned (ids)."""
    amount: int = 0
    unit: str = ""
    code: str
    params: dict[str, str] = Field(default_factory=dict)
    text_zh: str = ""
    text_en: str = ""


class ClauseFigure(Entity):
    """A figure of a clause beside the plan's own, where the plan is nearest to it or worst.

    ``name`` is the parameter of the clause, or what the rule counts where it gives no figure.
    Amounts are whole numbers of ``unit``; ``clock`` is minutes since midnight. Of ``places``
    compared, ``short`` do not reach what is required, waived ones too. The place is left out where
    every place is the same.
    """

    name: str
    sense: Literal["least", "most"]
    required: int
    found: int
    unit: str
    places: Count
    short: Count = 0
    school_id: str | None = None
    weekday: int | None = None
    period_id: str | None = None
    subject: str = ""


class ClauseVerdict(Entity):
    """The state of one clause of the pack, with what was compared."""

    clause_id: str
    state: ClauseState
    compared: str = ""
    violations: int = 0
    figures: tuple[ClauseFigure, ...] = ()


class LevelValue(Entity):
    """A level's value as the verifier recomputed it."""

    name: str
    unit: str
    value: int


class TermValue(Entity):
    """A term's value as the verifier recomputed it."""

    family: str
    value: int


class Verdict(Entity):
    """The verifier's word on a plan.

    ``ok``: no required rule broken. ``complete``: nothing unmet and no money missing.
    """

    ok: bool
    complete: bool
    publishable: bool
    violations: tuple[Violation, ...]
    clauses: tuple[ClauseVerdict, ...]
    levels: tuple[LevelValue, ...]
    terms: tuple[TermValue, ...]
    district_digest: str
    pack_digest: str
    plan_digest: str
