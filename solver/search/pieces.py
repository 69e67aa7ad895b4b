"""One segment's plan, and how several become the plan of the term."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from solver.domain import District
from solver.domain.base import GridComponent
from solver.domain.term import DateRange
from solver.model.causes import unmet_needs
from solver.model.extract import SchoolPart
from solver.model.shortages import Counted
from solver.plan import Duty, Meeting, UnmetNeed
from solver.policy import PolicyPack
from solver.search.cover import Covered
from solver.search.tasks import Found


@dataclass
class Piece:
    """A segment with the best parts of its schools.

    Attributes
    ----------
    part : the segment's dates.
    district : the district as it is in the segment.
    found : the best part of each school, in the order of the district's schools.
    bounds : valid lower bound of each level for the segment.
    covered : the meetings with stand-ins on single dates; ``None`` if nobody needs one.
    counted : what counting found short at each school, as far as it was counted.
    unmet : what could not be served, with causes; filled by ``explained``.
    """

    part: DateRange
    district: District
    found: Sequence[Found]
    bounds: Sequence[int]
    covered: Covered | None = None
    counted: Mapping[str, Counted] = field(default_factory=dict)
    unmet: tuple[UnmetNeed, ...] = ()

    @property
    def weekly(self) -> list[Meeting]:
        """The meetings of the pattern week, before single dates are covered."""
        return [m for f in self.found for m in f.part.meetings]

    @property
    def cells(self) -> dict[tuple[str, str], GridComponent]:
        """The component of each class and period."""
        return {(g.class_id, g.period_id): g.component for f in self.found for g in f.part.grid}

    @property
    def meetings(self) -> list[Meeting]:
        """All meetings with their dates."""
        return self.weekly if self.covered is None else self.covered.meetings

    @property
    def weekly_duties(self) -> list[Duty]:
        """The duties of the pattern week, before single dates are covered."""
        return [d for f in self.found for d in f.part.duties]

    @property
    def duties(self) -> list[Duty]:
        """All duties with their dates."""
        return self.weekly_duties if self.covered is None else self.covered.duties


def explained(piece: Piece, pack: PolicyPack) -> Piece:
    """Returns a piece with its unmet needs and what binds them, the other schools beside."""
    parts = [f.part for f in piece.found]
    kept = {m.id for m in piece.weekly} | {d.id for d in piece.weekly_duties}
    stand_ins: list[Meeting | Duty] = [m for m in piece.meetings if m.id not in kept]
    stand_ins += [d for d in piece.duties if d.id not in kept]
    unmet = unmet_needs(
        piece.district,
        pack,
        SchoolPart(
            [g for part in parts for g in part.grid],
            [s for part in parts for s in part.sections],
            piece.weekly,
            piece.weekly_duties,
            {cell: n for part in parts for cell, n in part.unmet.items()},
            {post: n for part in parts for post, n in part.unmanned.items()},
            [t for part in parts for t in part.alone],
            frozenset().union(*(part.untried for part in parts)),
        ),
        piece.counted,
        stand_ins,
    )
    return replace(piece, unmet=unmet)


def stamped(pieces: Sequence[Piece]) -> list[Piece]:
    """Returns pieces whose sections, duties, cells and needs say which part they are of."""
    if len(pieces) == 1:
        return list(pieces)
    return [_stamp(piece, number) for number, piece in enumerate(pieces, start=1)]


def _stamp(piece: Piece, number: int) -> Piece:
    tail = f"~{number}"
    dates = {"from_date": piece.part.first, "to_date": piece.part.last}

    def renamed(m: Meeting) -> Meeting:
        section = f"{m.section_id}{tail}"
        return m.model_copy(
            update={"id": m.id.replace(m.section_id, section, 1), "section_id": section}
        )

    def numbered(d: Duty) -> Duty:
        return d.model_copy(update={"id": f"{d.id}{tail}"})

    found = []
    for f in piece.found:
        part = replace(
            f.part,
            grid=[g.model_copy(update=dates) for g in f.part.grid],
            sections=[s.model_copy(update={"id": f"{s.id}{tail}"}) for s in f.part.sections],
            meetings=[renamed(m) for m in f.part.meetings],
            duties=[numbered(d) for d in f.part.duties],
        )
        found.append(replace(f, part=part))
    covered = piece.covered
    if covered is not None:
        covered = Covered(
            [renamed(m) for m in covered.meetings],
            covered.failed,
            [numbered(d) for d in covered.duties],
        )
    unmet = tuple(u.model_copy(update=dates) for u in piece.unmet)
    return replace(piece, found=found, covered=covered, unmet=unmet)
