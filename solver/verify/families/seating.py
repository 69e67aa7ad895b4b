"""Seats and stated needs against who is there: the same count in every window of the day."""

from collections.abc import Callable

from solver.domain import School
from solver.plan import Violation
from solver.policy import Clause
from solver.verify.context import Context
from solver.verify.epochs import weekly
from solver.verify.report import Facts, breach
from solver.verify.seats import all_seats


def check_seats(
    ctx: Context,
    family: str,
    windows: tuple[str, ...],
    clause_at: Callable[[School], Clause | None] = lambda _: None,
) -> list[Violation]:
    """Checks that nobody is lost and nobody invented in the periods of some windows.

    Counted on each real date of the class. A need that the plan states although a seat is there
    is a wrong claim (``plan:unmet``), judged there.

    Parameters
    ----------
    clause_at : callable
        The clause that a breach at a school breaks; ``None`` where the rule is structural.
    """

    @weekly
    def count(part: Context) -> list[Violation]:
        return _count(part, family, windows, clause_at)

    return count(ctx)


def _count(
    ctx: Context,
    family: str,
    windows: tuple[str, ...],
    clause_at: Callable[[School], Clause | None],
) -> list[Violation]:
    found = []
    for school, school_class, period in ctx.needed_seats:
        if period.window not in windows:
            continue
        present = school_class.present(period)
        seats = all_seats(ctx)[(school_class.id, period.id)]
        stated = ctx.unmet.get((school_class.id, period.id), 0)
        facts: Facts = {"class_name": school_class.name, "present": present, "unmet": stated}
        lost = present - seats.fewest - stated
        for code, amount, seated, dates in (
            ("students_lost", lost, seats.fewest, seats.fewest_dates),
            ("students_surplus", seats.most - present, seats.most, seats.most_dates),
        ):
            if amount > 0:
                found.append(
                    breach(
                        family,
                        code,
                        clause=clause_at(school),
                        school=school,
                        at=period,
                        subject=school_class.id,
                        amount=amount,
                        unit="students",
                        seated=seated,
                        dates=dates,
                        **facts,
                    )
                )
    return found
