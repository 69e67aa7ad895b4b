"""Who may lead: skills, papers, outsiders, other schools, hours, posts, bans."""

from datetime import date

from solver.domain import Interval, StaffBlock
from solver.domain.people import Agreement, ApprovalStep, DatedAbsence, Qualification
from solver.domain.pins import ClauseWaiver, LendingSwitch, Travel, TravelTime
from solver.domain.school import ServiceStart, ShortageDeclaration
from tests.factories import FIRST, tiny_provider
from tests.solver.model.drawn.draft import Draft
from tests.solver.model.drawn.features_shape import clubs
from tests.solver.model.helpers import gate

LAST = date(2026, 3, 6)
EARLY = date(2026, 1, 5)


def skills(d: Draft) -> None:
    """Care needs a skill that somebody has, or a helper beside whom any adult will do."""
    d.activity("care", "care", skill="care", helpers=d.pick(0, 0, 1))
    for person in d.staff[: d.pick(0, 1, 2)]:
        person["skills"] = ("care",)


FLAWS: dict[str, tuple[dict[str, object], ...]] = {
    "vetting_roles": ({"vetted_on": None}, {"vetted_on": LAST}, {"vetting_passed": False}),
    "qualification_roles": (
        {"qualifications": ()},
        {"qualifications": (Qualification(kind="x", valid_to=FIRST.replace(day=1)),)},
    ),
    "contract_roles": ({"contract_from": None}, {"contract_from": LAST}, {"contract_to": FIRST}),
    "training_roles": ({"trained_on": None}, {"trained_on": LAST}),
    "review_roles": ({"reviewed_on": None}, {"reviewed_on": LAST}),
    "no_bad_record": ({"bad_record": None}, {"bad_record": True}),
}
"""What is missing, late or over in somebody's papers, by what a clause asks for."""


def papers(d: Draft) -> None:
    """Somebody's vetting, papers, training or record is missing, late or runs out."""
    clause = d.take("require_clearance")
    if clause is None:
        return
    asked = d.pick(*(p.name for p in clause.parameters))
    words = () if asked == "no_bad_record" else clause.words(asked)
    roles = [r for r in words if r in ("volunteer", "external")]
    person = d.staff[0]
    if roles:
        # An outsider works only beside somebody of the school.
        d.classes(1, 1)
        d.hours("11")
        person = d.outsider("X1", d.pick(*roles))
    person.update(d.pick({}, *FLAWS[asked], *FLAWS[asked]))


def absent(d: Draft) -> None:
    """Somebody is away on one date of the term, or for all of it."""
    d.staff[0]["absences"] = (
        DatedAbsence(first=FIRST, last=d.pick(FIRST, FIRST.replace(day=3), LAST)),
    )


def outsiders(d: Draft) -> None:
    """A volunteer or an external beside own teachers, who lead mainly, wholly or anyhow."""
    d.classes(1, 1)
    d.staff[1:] = d.pick([], d.staff[1:])
    d.outsider("X1", d.pick("volunteer", "external"))
    d.hours("11")
    for _ in range(d.pick(1, 2)):
        d.take("lead_by_own_staff")
    if d.odds(0.6):
        d.school.more["shortage_declaration"] = ShortageDeclaration(
            signed_by="P", signed_on=d.pick(EARLY, FIRST, LAST), reason="few"
        )
    if d.odds(0.4):
        d.take("prefer_own_staff")


def third_party(d: Draft) -> None:
    """A provider's paid club of a kind that the locality admits, or not."""
    _provider(d, "limit_third_parties")


def approval(d: Draft) -> None:
    """A provider's paid club, with or without its papers, beside care."""
    _provider(d, "require_provider_approval")


def _provider(d: Draft, family: str) -> None:
    d.classes(*d.pick((2,), (1, 1)))
    d.hours("11")
    d.staff[1:] = []
    d.outsider("I1", "instructor")
    d.club(
        service_type="special", provider_id="V1", fee_fen=d.pick(0, 300),
        field=d.pick("club", "arts"), is_academic=d.pick(False, False, True),
        vetted_on=d.pick(EARLY, EARLY, None),
    )  # fmt: skip
    steps: set[str] = set()
    clause = d.take(family)
    for c in d.clauses.values():
        steps |= {*c.words("steps")}
    if clause is not None and d.odds(0.3):
        steps.discard(next(iter(sorted(steps)), ""))
    ends = d.pick(None, None, LAST, FIRST.replace(day=4))
    kind = d.pick("non_academic_training", "academic_training", "public_activity_body")
    d.more["providers"] = (
        tiny_provider(
            kind=kind,
            approvals=tuple(
                ApprovalStep(code=s, granted_on=EARLY, valid_to=ends) for s in sorted(steps)
            ),
            agreements=d.pick(
                (),
                *(
                    (
                        Agreement(
                            school_id="S1", signed_on=EARLY, filed=d.pick(True, True, False),
                            parties=d.pick(("school", "provider", "parent"), ("school",)),
                        ),
                    ),
                )
                * 3,
            ),
            price_per_meeting_fen=d.pick(0, 500),
            instructors_at_once=d.pick(None, None, 1),
        ),
    )  # fmt: skip


def lent(d: Draft) -> None:
    """T1 may be lent to a second school where T2 is at home, if the locality lets it."""
    d.classes(1)
    d.hours("11")
    other = d.second_school(d.pick("12", "21"))
    d.staff[0].update(lendable_to=("S2",), is_excellent=d.pick(True, True, False))
    d.staff[1]["home_school_id"] = "S2"
    other.more["is_weak"] = d.pick(True, True, False)
    other.more["area_id"] = d.pick("A1", "A1", "A2")
    if d.odds(0.6):
        d.take("lend_within_area")
    elif d.odds(0.8):
        d.more["lending"] = LendingSwitch(
            enabled_by="X", enabled_on=FIRST, within_area=d.pick(True, True, False)
        )
    if d.odds(0.7):
        # T2 at the gate lets T1 lead; else two classes, one for each.
        post = gate("qpost", d.pick(1, 2), start_min=960, end_min=1100)
        other.more["duty_posts"] = (post,)
    else:
        other.rooms.append({"room_id": "qR2", "seats": 2})
        d.classes(1, 1, school=other)
    if d.odds(0.3):
        d.staff[1]["max_week_ch"] = d.pick(0, 50, 100)
    if d.odds(0.5):
        # Somebody stays at home, so that T1 is not needed there.
        d.person("T9")


def travel(d: Draft) -> None:
    """Both schools on one day, one after the other, with a way that fits or does not."""
    lent(d)
    other = d.second_school("12")
    d.hours("11", school=other, start_min=1000 + d.pick(0, 20, 40))
    d.more["travel"] = Travel(
        schools_per_day=d.pick(1, 2, 2),
        times=(
            TravelTime(from_school_id="S1", to_school_id="S2", minutes=d.pick(10, 20, 35)),
            TravelTime(from_school_id="S2", to_school_id="S1", minutes=10),
        ),
    )


def limits(d: Draft) -> None:
    """How much one of the teachers works a day, a week, in a row, on how many days."""
    d.classes(1)
    d.hours(*d.pick(("11", "12"), ("11", "21"), ("11", "12", "21")))
    d.school.rooms = d.school.rooms[:1]
    d.staff[0].update(
        d.pick(
            {"max_day_ch": d.pick(50, 100, 200)},
            {"max_week_ch": d.pick(100, 200)},
            {"max_days": d.pick(0, 1, 2)},
            {"max_consecutive": d.pick(1, 2)},
            {"min_week_ch": d.pick(100, 200, 300)},
        )
    )


def posts(d: Draft) -> None:
    """A gate or an escort beside or after the hour; own people or anybody, paid or not."""
    d.hours("11")
    d.outsider("X1", "volunteer", pay_fen={}) if d.odds(0.4) else None
    role = d.pick("gate", "leader_of_the_day", "dismissal_escort", "attendance", "handover")
    start = d.pick(950, 980, 1000)
    d.school.more["duty_posts"] = (
        gate(
            "post", role=role, start_min=start, end_min=start + d.pick(20, 60),
            people_needed=d.pick(1, 1, 2), own_staff_only=d.odds(0.6),
            class_hours_ch=d.pick(0, 50), skill=d.pick(None, None, "care"),
        ),
    )  # fmt: skip
    if d.odds(0.5):
        d.take("staff_duty_posts")


def blocks(d: Draft) -> None:
    """A meeting of the staff every Monday, or an exam on one."""
    when = d.pick({"weekday": 1}, {"weekday": 2}, {"on": FIRST})
    who = d.pick({"staff_ids": ("T1",)}, {"roles": ("teacher",)}, {})
    block = StaffBlock(id="b", title="b", start_min=d.pick(990, 1000), end_min=1100, **when, **who)
    d.school.more["blocks"] = (block,)


def bans(d: Draft) -> None:
    """Guidance of a kind that the locality bans, or not."""
    d.hours("11")
    clause = d.take("ban_kinds")
    kinds = clause.words("kinds") if clause is not None else ()
    kind = d.pick(*kinds, "exam_drill", "collective_makeup")
    d.activity("guidance", "guidance", banned_kinds=d.pick((kind,), (kind,), ()))


def lower_grades(d: Draft) -> None:
    """Guidance with written homework for grade 1, 2 or 3."""
    d.hours("11")
    for record in d.school.classes:
        record["grade"] = d.pick(1, 2, 2, 3)
    d.activity("guidance", "guidance", written_homework=d.pick(True, True, False))
    d.take("protect_lower_grades")


def waived(d: Draft) -> None:
    """A rule in principle that would cut, waived for the school or not."""
    clause = d.take(
        d.pick("keep_pay_cap", "lead_by_own_staff", "keep_daily_minutes", "end_within_window"),
        lambda c: c.is_waivable and c.applies_when == "always",
        max_minutes_per_day=30,
        latest_end_primary_min=970,
    )
    if d.odds(0.4):
        d.outsider("X1", "volunteer")
        d.staff[0]["pay_fen"] = {"basic": 7000}
    if clause is not None and d.odds(0.6):
        d.more["waivers"] = (
            ClauseWaiver(
                clause_id=clause.id, school_id=d.pick(None, "S1"), reason="r", granted_by="g",
                until=LAST,
            ),
        )  # fmt: skip


def late_grade(d: Draft) -> None:
    """Grade 4 begins a week after grade 3; with an outsider, rows are stricter than the rule."""
    d.classes(1, 1)
    d.hours("11")
    d.school.apart = True
    d.school.classes[1]["grade"] = 4
    d.school.more["service_starts"] = (ServiceStart(grades=(4,), first_day=FIRST.replace(day=9)),)
    d.term["last_day"] = FIRST.replace(day=13)
    if d.odds(0.6):
        d.outsider("X1", "volunteer", pay_fen={})
    if d.odds(0.5):
        for person in d.staff:
            person["pay_fen"] = {}


def at_noon(d: Draft) -> None:
    """A club at which an own teacher helps an outsider."""
    clubs(d)
    d.staff[1:] = []
    d.outsider("X1", "external")
    d.activity("club", "extension", helpers=1)
    busy = Interval(weekday=1, start_min=980, end_min=1000)
    d.staff[0]["busy"] = d.pick((), (busy,))


FEATURES = (
    skills, papers, absent, outsiders, third_party, approval, lent, travel, limits, posts, blocks,
    bans, lower_grades, waived, at_noon,
)  # fmt: skip
