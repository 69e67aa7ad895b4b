"""What people do beside a part of the term: their work in other parts in the weeks it shares."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from solver.domain.term import DateRange
from solver.policy import PolicyPack
from solver.search.cover import Cover
from solver.search.cover_duties import Work
from solver.search.part_weeks import WorkOf
from solver.search.pieces import Piece


def beside(part: DateRange, pieces: Sequence[Piece], pack: PolicyPack) -> WorkOf:
    """Returns the work of other parts, by person and date, in weeks that a part begins or ends in.

    Parameters
    ----------
    pieces : sequence of Piece
        The other parts of the term that are planned.
    """
    weeks = {_week(part.first), _week(part.last)}
    found: dict[str, dict[date, list[Work]]] = defaultdict(lambda: defaultdict(list))
    for piece in pieces:
        if weeks.isdisjoint({_week(piece.part.first), _week(piece.part.last)}):
            continue
        work = Cover(piece.district, pack, piece.meetings, piece.duties).all_work()
        for w, days in work.items():
            for day, works in days.items():
                if _week(day) in weeks:
                    found[w][day] += works
    return found


def _week(day: date) -> tuple[int, int]:
    iso = day.isocalendar()
    return iso.year, iso.week
