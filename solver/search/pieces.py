"""One segment's plan, and how several become the plan of the term."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from solver.domain import District
from solver.domain.term import DateRange
from solver.model.extract import SchoolPart
from solver.plan import Duty, Meeting, UnmetNeed
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
    """

    part: DateRange
    district: District
    found: Sequence[Found]
    bounds: Sequence[int]
    covered: Covered | None = None

    @property
    def weekly(self) -> list[Meeting]:
        """The meetings of the pattern week, before single dates are covered."""
        return [m for f in self.found for m in f.part.meetings]

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

    @property
    def unmet(self) -> list[UnmetNeed]:
        """What could not be served."""
        return [u for f in self.found for u in f.unmet]


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
        part = SchoolPart(
            [g.model_copy(update=dates) for g in f.part.grid],
            [s.model_copy(update={"id": f"{s.id}{tail}"}) for s in f.part.sections],
            [renamed(m) for m in f.part.meetings],
            [numbered(d) for d in f.part.duties],
            f.part.unmet,
        )
        unmet = [u.model_copy(update=dates) for u in f.unmet]
        found.append(replace(f, part=part, unmet=unmet))
    covered = piece.covered
    if covered is not None:
        covered = Covered(
            [renamed(m) for m in covered.meetings],
            covered.failed,
            [numbered(d) for d in covered.duties],
        )
    return Piece(piece.part, piece.district, found, piece.bounds, covered)
