"""Clauses about who sits where: voluntary choices, a place for everybody, windows, duty posts."""

from typing import Any

from solver.domain import District, DutyPost, Menu, Student
from solver.domain.students import RankedChoice
from solver.plan import Plan
from solver.policy import Clause
from tests.factories import (
    changed,
    good_plan,
    tiny_person,
    with_activity,
    with_meeting,
    with_person,
    with_school,
    with_section,
)
from tests.factories.windows import LATE, window_district, window_plan
from tests.solver.clauses.kit import Case, Cases, cases, paid
from tests.solver.model.helpers import (
    fix_plan,
    gate,
    is_open,
    model_of,
    pack_of,
    served,
    with_staff,
)
from tests.solver.verify.helpers import duty

PAID = paid()
GOOD = good_plan(PAID)


# --- nobody unasked ---------------------------------------------------------------------------


def chess(students: int) -> Plan:
    """Returns the good plan with so many of C1 in chess; 12 chose it, the rest read or stay."""
    plan = with_section(GOOD, "ch", class_counts={"C1": students, "C2": 10})
    plan = with_section(plan, "re", class_counts={"C1": 32 - students, "C2": 18})
    return with_section(plan, "st", class_counts={"C1": 40 - students, "C2": 25})


def voluntary() -> Cases:
    return cases(Case(PAID, 0, chess(11)), Case(PAID, 0, chess(12)), Case(PAID, 1, chess(13)))


def special_is_chosen() -> Cases:
    """Robots are special: 8 of C1 chose them."""

    def robots(students: int) -> Plan:
        plan = with_section(GOOD, "ro", class_counts={"C1": students, "C2": 7})
        return with_section(plan, "re", class_counts={"C1": 28 - students, "C2": 18})

    return cases(Case(PAID, 0, robots(7)), Case(PAID, 0, robots(8)), Case(PAID, 1, robots(9)))


# --- a place for everybody --------------------------------------------------------------------


def a_place_for_everybody() -> Cases:
    # 20 of C1 read on Tuesday. With 19 one has no seat; with 21 there is one too many.
    few = with_meeting(GOOD, "re-Tue2", class_counts={"C1": 19, "C2": 18})
    many = with_meeting(GOOD, "re-Tue2", class_counts={"C1": 21, "C2": 18})
    return cases(Case(PAID), Case(PAID, 0, chess(12)), Case(PAID, 1, few), Case(PAID, 1, many))


def of_the_grade() -> Cases:
    # C1 and C2 are of grade 3; 12 and 10 play chess.
    return cases(
        Case(with_activity(PAID, "chess", grades=(1, 2, 3, 4))),
        Case(with_activity(PAID, "chess", grades=(3,))),
        Case(with_activity(PAID, "chess", grades=(2, 4)), 12),
    )


def of_this_school() -> Cases:
    """A class of S2 has no seat at S1."""
    from tests.solver.verify.helpers import two_school_plan, two_schools

    record = with_person(two_schools(), "T6", pay_fen={})
    plan = two_school_plan(record)
    guest = with_meeting(plan, "re-Tue2", class_counts={"C1": 20, "C2": 18, "E1": 1})
    return cases(
        Case(record, plan=plan),
        Case(record, plan=changed(plan, meetings=tuple(reversed(plan.meetings)))),
        Case(record, 1, guest),
    )


# --- lunch, late care -------------------------------------------------------------------------


def late(count: int) -> Case:
    """Returns extended care for 5 of C1 and so many of C2, who are 4."""
    record = window_district()
    plan = with_meeting(window_plan(record), f"x1-{LATE}", class_counts={"C1": 5, "C2": count})
    return Case(record, abs(4 - count), plan)


def late_care() -> Cases:
    alone = with_activity(window_district(), "late", max_students=9)  # a pool of just nine
    return cases(late(4), Case(alone, 0, window_plan(alone)), late(3), late(5))


def eaten_with(*duties: Any) -> Case:
    """Returns lunch with leader P1 of the school, who eats along if a duty says so."""
    record = with_staff(window_district(), tiny_person("P1", role="leader", pay_fen={}))
    plan = changed(window_plan(record), duties=duties)

    def company(clauses: tuple[Clause, ...]) -> bool:
        ctx = model_of(record, pack_of(*clauses))
        fixed = fix_plan(ctx, plan) | served(ctx)
        alone = {var: 0 for var in ctx.v.lunch_alone.values()}
        there = {var: int(bool(duties)) for (w, _p), var in ctx.v.post.items() if w == "P1"}
        assert alone and there
        return is_open(ctx, fixed | alone | there)

    # Nobody eats along on four Mondays.
    return Case(record, 0 if duties else 4, plan, model=company)


def a_leader_eats_along() -> Cases:
    there = duty("accompany:MonL", "P1")
    nobody = window_district()
    nobody = changed(
        nobody,
        schools=(
            changed(
                nobody.schools[0],
                classes=tuple(changed(c, lunch_eaters=0) for c in nobody.schools[0].classes),
            ),
        ),
    )
    plan = window_plan(nobody)
    kept = tuple(m for m in plan.meetings if m.period_id != "MonL")
    plan = changed(
        plan,
        meetings=kept,
        sections=tuple(s for s in plan.sections if s.id not in ("l1", "l2")),
    )
    # The boundary: nobody eats, so no leader has to be there.
    return cases(eaten_with(there), Case(nobody, 0, plan), eaten_with())


# --- posts ------------------------------------------------------------------------------------


def on_posts(*roles: str) -> Cases:
    """Returns a post of each role for two people on Mondays at four; T5 and P1 are free then."""

    def manned(role: str, needed: int, *people: str) -> Case:
        post: DutyPost = gate(role=role, people_needed=needed)
        record = with_staff(
            with_school(PAID, duty_posts=(post,)), tiny_person("P1", role="other_staff")
        )
        plan = changed(good_plan(record), duties=(duty(post.id, *people),))

        def stood(clauses: tuple[Clause, ...]) -> bool:
            ctx = model_of(record, pack_of(*clauses))
            fixed = fix_plan(ctx, plan) | served(ctx)
            fixed |= {var: 0 for var in ctx.v.post_short.values()}
            return is_open(
                ctx, fixed | {var: int(w in people) for (w, _p), var in ctx.v.post.items()}
            )

        return Case(record, needed - len(people), plan, model=stood)

    first, *rest = roles
    made = cases(
        manned(first, 1, "T5"),
        manned(first, 2, "T5", "P1"),
        *(manned(role, 2, "T5") for role in roles),
    )
    made.of["feasible"] += tuple(manned(role, 1, "P1") for role in rest)
    return made


# --- who comes first --------------------------------------------------------------------------


def who_comes_first(*groups: str) -> Cases:
    """Eight of C1 have robots; of each group eight, nine, and nine of no group want them."""

    def wanting(group: str | None, count: int) -> District:
        menu: Menu = PAID.schools[0].menus[0]
        students = tuple(
            Student(
                id=f"P{n}",
                class_id="C1",
                priority_group=group,  # type: ignore[arg-type]  # pydantic checks it
                choices=(RankedChoice(menu_id=menu.id, activity_ids=(activity,)),),
            )
            for n, activity in enumerate([*["robot"] * count, *["chess"] * 12])
        )
        return changed(PAID, students=students)

    made = cases(
        Case(wanting(None, 9)),
        Case(wanting(groups[0], 8)),
        *(Case(wanting(group, 9), 1) for group in groups),
    )
    made.of["boundary"] += tuple(Case(wanting(group, 8)) for group in groups[1:])
    return made


TABLE: dict[str, Cases] = {
    "QC-1a": voluntary(),
    "QC-3.2a": special_is_chosen(),
    "QC-4a": voluntary(),
    "QC-5.3e": special_is_chosen(),
    "XY-2a": voluntary(),
    "HF-2.3a": voluntary(),
    "HB-2.3b.2": voluntary(),
    "QC-1c": a_place_for_everybody(),
    "XY-2b": a_place_for_everybody(),
    "XY-5a": of_the_grade(),
    "HF-2.3b": a_place_for_everybody(),
    "HB-2.3b": a_place_for_everybody(),
    "HB-3.1a": of_this_school(),
    "HB-3.4.3": a_place_for_everybody(),
    "QC-2e": late_care(),
    "XY-3d": late_care(),
    "HF-3.1c": a_leader_eats_along(),
    "XY-13d": on_posts("attendance", "supervision", "handover", "dismissal_escort"),
    "HB-4.3a": on_posts("attendance", "supervision", "handover"),
    "HB-3.1b": who_comes_first("disabled", "left_behind", "migrant", "hardship"),
}
