"""Clauses about people and providers: papers, approval, scope, own staff, lending, pay, posts."""

from datetime import date
from typing import Any

from solver.domain import District, Interval, LumpSum
from solver.domain.people import Agreement, ApprovalStep, Qualification
from solver.domain.school import ShortageDeclaration
from tests.factories import (
    changed,
    good_plan,
    tiny_person,
    tiny_provider,
    with_activity,
    with_funding,
    with_meeting,
    with_person,
    with_section,
)
from tests.factories.partners import guidance, shared_district
from tests.factories.windows import window_district, window_plan
from tests.solver.clauses.kit import Case, Cases, cases, paid
from tests.solver.model.helpers import with_staff
from tests.solver.verify.helpers import switched, two_school_plan, two_schools

PAID = paid()
THURSDAYS = 3
"""T5 serves on 5, 19 and 26 March."""
TUESDAYS = 4
"""I1 of provider V1 serves on 3, 10, 17 and 24 March."""


def person(person_id: str, **changes: Any) -> District:
    return with_person(PAID, person_id, **changes)


# --- papers -----------------------------------------------------------------------------------


def outsider(role: str, **changes: Any) -> District:
    """Returns the district with T5 from outside, with every paper but for the changes."""
    return person("T5", role=role, external_kind="retired_teacher", **changes)


def certificate(last: date) -> tuple[Qualification, ...]:
    return (Qualification(kind="coach", valid_to=last),)


LACKING: dict[str, dict[str, Any]] = {
    "qualification": {"qualifications": ()},
    "vetting": {"vetting_passed": None},
    "contract": {"contract_from": None},
    "review": {"reviewed_on": None},
}


def hired(*items: str, roles: tuple[str, ...] = ("volunteer", "external")) -> Cases:
    """Returns outsiders who lack a paper; a teacher without any of them is not meant."""
    return cases(
        Case(outsider(roles[0])),
        Case(person("T5", role="teacher", **{k: v for i in items for k, v in LACKING[i].items()})),
        *(Case(outsider(r, **LACKING[i]), THURSDAYS) for r in roles for i in items),
    )


def until_the_last_date() -> Case:
    """Returns an external whose certificate ends with the last of the Thursdays."""
    return Case(outsider("external", qualifications=certificate(date(2026, 3, 26))))


def qualified(*items: str) -> Cases:
    made = hired("qualification", *items)
    made.of["boundary"] += (until_the_last_date(),)
    return made


def vetted() -> Cases:
    # Everybody, other staff and instructors too; passing on the first date is in time.
    return cases(
        Case(PAID),
        Case(person("T5", vetted_on=date(2026, 3, 5))),
        Case(person("T5", vetting_passed=False), THURSDAYS),
        Case(person("T5", vetted_on=None), THURSDAYS),
        Case(person("I1", vetting_passed=None), TUESDAYS),
    )


def trained() -> Cases:
    return cases(
        Case(PAID),
        Case(person("T5", trained_on=date(2026, 3, 5))),
        Case(person("T5", trained_on=None), THURSDAYS),
        Case(person("I1", trained_on=date(2026, 3, 25)), TUESDAYS),
    )


def no_bad_record() -> Cases:
    # Not checked counts as bad.
    return cases(
        Case(PAID),
        Case(person("T5", bad_record=False)),
        Case(person("T5", bad_record=True), THURSDAYS),
        Case(person("T5", bad_record=None), THURSDAYS),
    )


def reviewed() -> Cases:
    made = hired("review")
    made.of["violation"] += (Case(person("I1", reviewed_on=None), TUESDAYS),)
    return made


# --- providers --------------------------------------------------------------------------------


def with_provider(record: District = PAID, **changes: Any) -> District:
    return changed(record, providers=(tiny_provider(**changes),))


def stamp(code: str, last: date | None = None) -> ApprovalStep:
    return ApprovalStep(code=code, granted_on=date(2026, 3, 3), valid_to=last)


def agreed(**changes: Any) -> tuple[Agreement, ...]:
    made = {
        "school_id": "S1",
        "signed_on": date(2026, 3, 3),
        "parties": ("school", "provider", "parent"),
        "filed": True,
    }
    return (Agreement(**{**made, **changes}),)


def approved(*steps: str, agreement: tuple[dict[str, Any], ...] = ()) -> Cases:
    """Returns a provider with every step on every Tuesday, and with each of them missing.

    ``agreement`` lists what an agreement must not be like.
    """
    every = tuple(stamp(code) for code in steps)
    last = tuple(stamp(code, date(2026, 3, 24)) for code in steps)
    return cases(
        Case(with_provider(approvals=every, agreements=agreed())),
        Case(with_provider(approvals=last, agreements=agreed(valid_to=date(2026, 3, 24)))),
        *(
            Case(
                with_provider(
                    approvals=tuple(s for s in every if s.code != missing), agreements=agreed()
                ),
                TUESDAYS,
            )
            for missing in steps
        ),
        *(
            Case(with_provider(approvals=every, agreements=agreed(**bad)), TUESDAYS)
            for bad in agreement
        ),
        *([Case(with_provider(approvals=every, agreements=()), TUESDAYS)] if agreement else []),
    )


def special_service(*fields: str, kinds: bool = False) -> Cases:
    """Returns robots in each field of the clause, and in one that it leaves out (science)."""
    wrong = [Case(with_activity(PAID, "robot", field="science"), 1)]
    right = with_activity(PAID, "robot", field=fields[-1])
    if kinds:
        wrong.append(Case(with_provider(right, kind="academic_training"), 1))
    wrong.append(Case(changed(shared_district(), providers=(tiny_provider(),)), 1))
    made = cases(Case(with_activity(PAID, "robot", field=fields[0])), Case(right), *wrong)
    made.of["feasible"] += tuple(Case(with_activity(PAID, "robot", field=f)) for f in fields[1:])
    made.of["feasible"] += tuple(
        Case(with_provider(right, kind=kind))
        for kind in ("social_organisation", "public_activity_body", "other")
    )
    return made


def vetted_content() -> Cases:
    # The term begins on 2 March.
    return cases(
        Case(PAID),
        Case(with_activity(PAID, "robot", vetted_on=date(2026, 3, 2))),
        Case(with_activity(PAID, "robot", vetted_on=None), 1),
        Case(with_activity(PAID, "robot", is_academic=True), 1),
    )


def not_academic() -> Cases:
    return cases(
        Case(PAID),
        Case(with_activity(PAID, "guidance", is_academic=True)),  # the school's own
        Case(with_activity(PAID, "robot", is_academic=True), 1),
    )


def no_training_bodies() -> Cases:
    return cases(
        Case(with_provider(kind="social_organisation")),
        Case(with_provider(kind="public_activity_body")),
        Case(with_provider(kind="non_academic_training"), 1),
        Case(with_provider(kind="academic_training"), 1),
    )


def partners() -> Cases:
    # Robots as basic service on four Tuesdays; the reference is asked on each of them.
    last = guidance(valid_to=date(2026, 3, 24))
    return cases(
        Case(shared_district(guidance())),
        Case(shared_district(last)),
        Case(shared_district(), TUESDAYS),
        Case(shared_district(guidance(evidence="")), TUESDAYS),
        Case(shared_district(guidance(valid_to=date(2026, 3, 23))), 1),
        Case(shared_district(guidance(), kind="social_organisation"), 1),
    )


# --- own staff --------------------------------------------------------------------------------
# Of 18 hours of basic service a week T1 and T2 lead six each, T3 two, T4 three, T5 one.


def from_outside(*person_ids: str) -> District:
    record = PAID
    for i in person_ids:
        record = with_person(record, i, role="external", home_school_id=None, lendable_to=("S1",))
    return record


def mainly_own() -> Cases:
    # More than half of 1080 minutes, so 541: 600 are, 540 (T1 and T4 outside) are one short.
    made = cases(Case(PAID), Case(from_outside("T1", "T3")), Case(from_outside("T1", "T4"), 1))
    # T5 (other staff) and a leader count: 600 minutes with either of them, and less without.
    made.of["feasible"] += (Case(with_person(from_outside("T1", "T3"), "T2", role="leader")),)
    return made


def and_lent(made: Cases, short: int = 0) -> Cases:
    """Adds S2, whose only basic hour is led by teacher T5 of S1: own staff if the lent count."""
    case = lent(role="teacher")
    case = Case(switched(case.record), short, case.plan)
    made.of["violation" if short else "feasible"] += (case,)
    return made


def mainly_teachers() -> Cases:
    # T5 is no teacher: 1080 - 60. With T1 and T3 outside 540 are left.
    return cases(Case(PAID), Case(from_outside("T1")), Case(from_outside("T1", "T3"), 1))


def all_own() -> Cases:
    helper = tiny_person(
        "E1", role="external", home_school_id=None, lendable_to=("S1",), pay_fen={}
    )
    helped = with_staff(PAID, helper)
    plan = with_section(good_plan(helped), "sp", staff_ids=("T4", "E1"))
    made = cases(Case(PAID), Case(helped, 0, plan), Case(from_outside("T5"), 60))
    made.of["feasible"] += (Case(person("T2", role="leader")),)
    return made


def only_in_shortage() -> Cases:
    # 44 free teachers show that the school is not short; T5 is from outside.
    record = with_person(PAID, "T5", role="external", home_school_id=None, lendable_to=("S1",))
    record = with_staff(record, *(tiny_person(f"X{i}", pay_fen={}) for i in range(4)))
    school = record.schools[0]

    def declared(day: date) -> District:
        said = ShortageDeclaration(signed_by="Head", signed_on=day, reason="illness")
        return changed(record, schools=(changed(school, shortage_declaration=said),))

    return cases(
        Case(changed(declared(date(2026, 2, 20)))),
        Case(declared(date(2026, 3, 2))),
        Case(record, THURSDAYS),
        Case(declared(date(2026, 3, 27)), THURSDAYS),
    )


# --- lending ----------------------------------------------------------------------------------


def lent(host: dict[str, Any] | None = None, **changes: Any) -> Case:
    """Returns T5 of S1 leading care at S2, a weak school of the same area, on Mondays."""
    person = {"lendable_to": ("S2",), "is_excellent": True, "pay_fen": {}}
    record = with_person(two_schools(**(host or {})), "T5", **{**person, **changes})
    return Case(record, plan=two_school_plan(record, "T5"))


def wrong(case: Case, amount: int) -> Case:
    return Case(case.record, amount, case.plan)


def lending() -> Cases:
    there = Interval(weekday=1, start_min=1020, end_min=1080)
    here = Interval(weekday=4, start_min=1020, end_min=1080)
    special = lent()
    assert special.plan is not None
    robots = with_meeting(
        special.plan, "e1-Mon1", activity_id="robot", service_type="special", staff_ids=("I1", "T5")
    )
    return cases(
        lent(),
        lent(availability=(there, here)),  # no minute more than both schools need
        wrong(lent(is_excellent=False), 1),
        wrong(lent({"is_weak": False}), 1),
        wrong(lent({"area_id": "A2"}), 1),
        Case(special.record, 1, robots),  # basic service only
    )


# --- pay --------------------------------------------------------------------------------------


def rate(fen: int | None, **changes: Any) -> District:
    return person("T2", pay_fen={} if fen is None else {"basic": fen}, **changes)


def at_most_sixty() -> Cases:
    made = cases(Case(rate(5900)), Case(rate(6000)), Case(rate(6001), 1), Case(rate(6100), 100))
    # Teachers in basic service: not other staff, and not lunch.
    lump = LumpSum(source="county", amount_fen=100_000_000)
    lunch = with_funding(window_district(), "lunch", lump_sums=(lump,))
    lunch = with_person(lunch, "T1", pay_fen={"basic": 6000, "lunch": 7000})
    made.of["boundary"] += (
        Case(rate(6100, role="other_staff")),
        Case(lunch, plan=window_plan(lunch)),
    )
    return made


def at_least_sixty() -> Cases:
    made = cases(Case(rate(6100)), Case(rate(6000)), Case(rate(5999), 1), Case(rate(5900), 100))
    made.of["boundary"] += (Case(rate(5900, role="other_staff")),)
    return made


def not_unpaid() -> Cases:
    # One fen is pay; other staff may serve unpaid.
    made = cases(Case(rate(6000)), Case(rate(1)), Case(rate(None), 1), Case(rate(0), 1))
    made.of["boundary"] += (Case(rate(None, role="other_staff")),)
    return made


TABLE: dict[str, Cases] = {
    "QC-6.2a": qualified(),
    "QC-6.2c": vetted(),
    "XY-6b": qualified("vetting"),
    "XY-8d": trained(),
    "XY-11b": hired("contract", roles=("external",)),
    "HF-5.2e.2": reviewed(),
    "HB-3.5c": qualified("vetting", "contract"),
    "HB-3.5d": no_bad_record(),
    "AX-3.3a": hired("qualification", "vetting", roles=("external",)),
    "QC-3.2e": approved(
        "district_shortlist",
        "city_approve",
        "school_select",
        agreement=({"valid_to": date(2026, 3, 2)},),
    ),
    "XY-6d": approved(
        "credentials_ok",
        "conduct_ok",
        "credit_ok",
        "no_violation_record",
        agreement=({"filed": False},),
    ),
    "HF-4.3a": approved(
        agreement=(
            {"parties": ("school", "provider")},
            {"parties": ("school", "parent")},
            {"parties": ("provider", "parent")},
        )
    ),
    "HF-5.2e": approved("procedure_review"),
    "HF-5.3b": approved("fair_competition_review"),
    "QC-3.2d": special_service("arts", "sport", "handicraft", "science_pop", kinds=True),
    "QC-3.2h": vetted_content(),
    "QC-6.2b": partners(),
    "XY-6e": not_academic(),
    "HF-3.2.3a": special_service("arts", "sport", "science_pop"),
    "HB-3.5e": no_training_bodies(),
    "QC-3.2b": and_lent(mainly_own()),
    "XY-6a": and_lent(mainly_teachers(), 31),
    "HF-3.2.2a": and_lent(all_own(), 60),
    "HB-3.5a": and_lent(mainly_own(), 31),
    "HB-3.5b": only_in_shortage(),
    "QC-6.1b": lending(),
    "QC-6.3b": at_most_sixty(),
    "XY-11a": at_least_sixty(),
    "XY-15d": not_unpaid(),
}
