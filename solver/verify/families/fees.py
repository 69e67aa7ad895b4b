"""`cap_fees`, `apply_fee_reductions`, `meet_subsidy_floor`: what parents pay, what a body adds."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from solver.domain import Activity, Funding, School, Student
from solver.domain.messages import yuan
from solver.plan import Violation
from solver.policy import Clause
from solver.verify.context import Context
from solver.verify.enrolments import menu_id_of, pattern_of, rosters
from solver.verify.epochs import epochs
from solver.verify.parameters import words
from solver.verify.report import Word, breach


def funding_of(school: School, account: str) -> Funding | None:
    """Returns a school's funding record of an account."""
    return next((f for f in school.funding if f.account == account), None)


def charges_fee(funding: Funding) -> bool:
    """Tells whether an account charges a fee: one that is not published is not charged."""
    return funding.fee_fen > 0 and funding.fee_published


def charged_less(ctx: Context, school: School) -> list[Student]:
    """Returns the listed students of a school who come and have a fee reduction of their own."""
    own = {c.id for c in school.classes}
    return [
        s for s in ctx.district.students if s.class_id in own and s.weekdays and s.fee_reduction_pct
    ]


def reduction_rates(
    ctx: Context, school: School, funding: Funding, clause: Clause
) -> list[tuple[str, int, int]]:
    """Returns group, rate in per cent and students of each reduction that a clause is about.

    Rows of the account, and listed students of the groups by their rate.
    """
    groups = words(clause, "groups")
    found = [(r.group, r.reduction_pct, r.count) for r in funding.reductions if r.group in groups]
    rates = Counter(
        (str(s.priority_group), s.fee_reduction_pct)
        for s in charged_less(ctx, school)
        if s.priority_group in groups
    )
    return found + [(group, pct, n) for (group, pct), n in sorted(rates.items())]


def check_cap_fees(ctx: Context) -> list[Violation]:
    """Checks fees of the account against the ceiling, and charges per term.

    Basic and lunch: the fee. Special: each activity that runs, times what its menu lets a student
    take; where students are listed, the sum of each student. The ceiling is ``cap_fen``, or with
    ``from_funding`` the one on the funding record, which must then be given where a fee is.
    """
    found = []
    for school in ctx.district.schools:
        for clause in ctx.clauses("cap_fees", school):
            account = str(clause.get("account") or "basic")
            funding = funding_of(school, account)
            if funding is not None:
                found += _charges(school, clause, funding)
                charges = account == "special" or funding.fee_fen > 0
                if clause.flag("from_funding") and charges and funding.fee_cap_fen is None:
                    found.append(_fee(school, clause, "fee_cap_missing", account, 0, 0))
            for code, subject, fee, cap in fees_compared(ctx, school, clause):
                if fee > cap:
                    activity = ctx.activities.get(subject) if code == "fee_over_cap" else None
                    name = activity.title if activity and account == "special" else ""
                    found.append(_fee(school, clause, code, subject, fee, cap, name))
    return found


def fees_compared(
    ctx: Context, school: School, clause: Clause
) -> Iterator[tuple[str, str, int, int]]:
    """Yields (code of a breach, account, activity or student, fee, ceiling) of a school."""
    account = str(clause.get("account") or "basic")
    funding = funding_of(school, account)
    if clause.flag("from_funding"):
        cap = funding.fee_cap_fen if funding else None
    else:
        cap = clause.integer("cap_fen")
    if cap is None:
        return
    if account == "special":
        for code, subject, fee in _special(ctx, school, clause):
            yield code, subject, fee, cap
    elif funding is not None:
        yield "fee_over_cap", account, funding.fee_fen, cap


def _fee(
    school: School, clause: Clause, code: str, subject: str, fee: int, cap: int, name: str = ""
) -> Violation:
    return breach(
        "cap_fees",
        code,
        clause=clause,
        school=school,
        subject=subject,
        amount=fee - cap if fee else 1,
        unit="fen" if fee else "entries",
        name=name or Word(subject),
        found=yuan(fee),
        allowed=yuan(cap),
    )


def _charges(school: School, clause: Clause, funding: Funding) -> list[Violation]:
    most = clause.integer("max_charges_per_term")
    if most is None or funding.charges_per_term <= most:
        return []
    return [
        breach(
            "cap_fees",
            "too_many_charges",
            clause=clause,
            school=school,
            subject=funding.account,
            amount=funding.charges_per_term - most,
            unit="charges",
            account=Word(funding.account),
            found=funding.charges_per_term,
            allowed=most,
        )
    ]


def _special(ctx: Context, school: School, clause: Clause) -> Iterator[tuple[str, str, int]]:
    fees: dict[str, tuple[Activity, int]] = {}
    attended: Counter[tuple[str, str | None, str]] = Counter()
    for part in epochs(ctx):
        attends: Counter[tuple[str, str | None, str]] = Counter()
        for section_id, roster in rosters(part).items():
            meetings = part.of_section[section_id]
            activity = meetings[0].activity
            if activity.service_type != "special" or meetings[0].school.id != school.id:
                continue
            pattern = pattern_of(part, meetings)
            menus = {c: menu_id_of(part, c, activity.id, pattern) for c in roster}
            for student_id in {s for b in meetings for s in b.meeting.student_ids}:
                menu_id = menus.get(ctx.class_of_student.get(student_id, ""))
                attends[(student_id, menu_id, activity.id)] += 1
            takes = [1]
            if clause.flag("per_student_total"):
                offered = [m for m in school.menus if m.id in menus.values()]
                takes += [m.take for m in offered if m.take is not None]
            most = max(takes) * activity.fee_fen
            fees[activity.id] = (activity, max(most, fees.get(activity.id, (activity, 0))[1]))
        attended |= attends
    students: dict[str, int] = defaultdict(int)
    for (student_id, _, activity_id), times in attended.items():
        students[student_id] += times * ctx.activities[activity_id].fee_fen
    if students and clause.flag("per_student_total"):
        for student_id, total in students.items():
            yield "student_fee_over_cap", student_id, total
        fees = {a.id: (a, a.fee_fen) for a, _ in fees.values()}
    for activity, fee in fees.values():
        yield "fee_over_cap", activity.id, fee


def check_apply_fee_reductions(ctx: Context) -> list[Violation]:
    """Checks that students in hardship pay less: the rate, and that all of them are counted.

    A school that charges no basic fee, for it has or publishes none, has nothing to reduce.
    """
    found = []
    family = "apply_fee_reductions"
    for school in ctx.district.schools:
        funding = funding_of(school, "basic")
        if funding is None or not charges_fee(funding):
            continue
        for clause in ctx.clauses(family, school):
            least = clause.integer("min_reduction_pct") or 0
            rows = reduction_rates(ctx, school, funding, clause)
            for group, pct, _ in rows:
                if pct < least:
                    found.append(
                        breach(
                            family,
                            "reduction_low",
                            clause=clause,
                            school=school,
                            subject=group,
                            amount=least - pct,
                            unit="percent",
                            group=Word(group),
                            found=pct,
                            allowed=least,
                        )
                    )
            hardship = sum(c.hardship for c in school.classes)
            counted = sum(n for _, _, n in rows)
            if counted < hardship:
                found.append(
                    breach(
                        family,
                        "hardship_not_reduced",
                        clause=clause,
                        school=school,
                        subject=school.id,
                        amount=hardship - counted,
                        unit="students",
                        found=counted,
                        allowed=hardship,
                    )
                )
    return found


def check_meet_subsidy_floor(ctx: Context) -> list[Violation]:
    """Checks the subsidy per participant of the basic account against ``floor_fen``."""
    found = []
    for school in ctx.district.schools:
        funding = funding_of(school, "basic")
        subsidy = funding.subsidy_per_participant_fen if funding else 0
        for clause in ctx.clauses("meet_subsidy_floor", school):
            floor = clause.integer("floor_fen")
            if floor is not None and subsidy < floor:
                found.append(
                    breach(
                        "meet_subsidy_floor",
                        "subsidy_low",
                        clause=clause,
                        school=school,
                        subject="basic",
                        amount=floor - subsidy,
                        unit="fen",
                        found=yuan(subsidy),
                        allowed=yuan(floor),
                    )
                )
    return found
