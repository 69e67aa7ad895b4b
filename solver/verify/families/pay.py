"""`keep_pay_cap` and `keep_pay_floor`: the rate of a person against the pack's ceiling or floor."""

from collections.abc import Iterator

from solver.domain import School, StaffMember
from solver.domain.messages import yuan
from solver.plan import Violation
from solver.policy import Clause
from solver.verify.booking import Booking
from solver.verify.context import Context
from solver.verify.epochs import until_waived
from solver.verify.parameters import admits, words
from solver.verify.pay import hourly_fen
from solver.verify.report import Word, breach


@until_waived("keep_pay_cap")
def check_keep_pay_cap(ctx: Context) -> list[Violation]:
    """Checks that no rate per class-hour exceeds ``cap_fen`` (QC-6.3b).

    The rate alone is compared, not what a period or a journey pays. Who is paid by group size has
    the rate of each meeting's group; the highest one counts.
    """
    return _check(ctx, "keep_pay_cap", "cap_fen", 1)


@until_waived("keep_pay_floor")
def check_keep_pay_floor(ctx: Context) -> list[Violation]:
    """Checks that no rate on a statutory workday is below ``floor_fen`` (XY-11a, XY-15d).

    Statutory workdays are dates Monday to Friday and make-up days; the clause names no others.
    """
    return _check(ctx, "keep_pay_floor", "floor_fen", -1)


def _check(ctx: Context, family: str, parameter: str, sign: int) -> list[Violation]:
    make_up = {m.day for m in ctx.term.make_up_days}
    found = []
    for person, school, meetings in _served(ctx):
        for clause in ctx.clauses(family, school):
            limit = clause.integer(parameter)
            if limit is None or not admits(words(clause, "roles"), person.role):
                continue
            worst: tuple[int, Booking, int] | None = None
            for b in meetings:
                service = b.activity.service_type
                if not admits(words(clause, "service_types"), service):
                    continue
                if sign < 0 and not any(d.isoweekday() <= 5 or d in make_up for d in b.dates):
                    continue
                rate = hourly_fen(person, b)
                over = sign * (rate - limit)
                if over > 0 and (worst is None or over > worst[0]):
                    worst = (over, b, rate)
            if worst is not None:
                found.append(_record(family, clause, person, school, worst, limit))
    return found


def _served(ctx: Context) -> Iterator[tuple[StaffMember, School, list[Booking]]]:
    for person_id, served in ctx.of_person.items():
        # A post without class-hours pays nothing: there is no rate to judge.
        meetings = [b for b in served if b.post is None or b.ch]
        for school_id in dict.fromkeys(b.school.id for b in meetings):
            here = [b for b in meetings if b.school.id == school_id]
            yield ctx.staff[person_id], ctx.schools[school_id], here


def _record(
    family: str,
    clause: Clause,
    person: StaffMember,
    school: School,
    worst: tuple[int, Booking, int],
    limit: int,
) -> Violation:
    over, b, rate = worst
    return breach(
        family,
        "pay_over_cap" if family == "keep_pay_cap" else "pay_under_floor",
        clause=clause,
        school=school,
        subject=person.id,
        amount=over,
        unit="fen",
        person=person.name,
        service=Word(b.activity.service_type),
        found=yuan(rate),
        allowed=yuan(limit),
    )
