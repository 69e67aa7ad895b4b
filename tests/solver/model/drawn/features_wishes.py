"""Money, the choices that come first, what is encouraged and what the staff wish."""

from solver.domain import FeeReduction, Funding, Interval, Menu, RunningCost, Student
from solver.domain.people import GroupPay, TimePreference
from solver.domain.pins import LendingSwitch
from solver.domain.students import RankedChoice
from solver.policy.pack import Value
from tests.factories import FIRST
from tests.solver.model.drawn.draft import Draft, merge, scaled
from tests.solver.model.drawn.features_people import lent
from tests.solver.model.drawn.features_shape import clubs


def money(d: Draft) -> None:
    """A tight account: an opening balance, perhaps a fee, people who cost more or less."""
    d.hours("11")
    d.staff[0]["pay_fen"] = {"basic": d.pick(0, 100, 6000)}
    d.staff[1:] = d.staff[1:2]
    d.staff[-1]["pay_fen"] = {"basic": d.pick(50, 200)}
    d.school.more["funding"] = (
        Funding(
            account="basic",
            opening_fen=d.pick(0, 100, 150),
            fee_fen=d.pick(0, 50),
            fee_published=d.pick(True, False),
            running_costs=(
                RunningCost(kind=d.pick("water", "lunch", "other"), amount_fen=d.pick(0, 10)),
            ),
        ),
    )
    if d.odds(0.5):
        d.take("balance_accounts")


def sized_pay(d: Draft) -> None:
    """Some are paid by the size of the group, in hours of odd length; perhaps a cap or a floor."""
    d.pick(lambda: None, lambda: clubs(d), lambda: merge(d.school), lambda: _helped(d))()
    d.hours("11", minutes=d.pick(40, 41))
    for person in d.staff[: d.pick(1, 1, 2)]:
        person["pay_fen"] = {}
        person["group_pay"] = (
            GroupPay(
                service_type="basic", base_fen=d.pick(50, 100), up_to=d.pick(0, 1, 2),
                per_student_fen=d.pick(0, 33, 50),
            ),
        )  # fmt: skip
    d.staff[-1].setdefault("pay_fen", {"basic": d.pick(50, 120)})
    d.school.more["funding"] = (Funding(account="basic", opening_fen=d.pick(0, 100, 150)),)
    d.pick(
        lambda: None,
        lambda: d.take("keep_pay_cap", cap_fen=d.pick(100, 133, 150)),
        lambda: d.take("keep_pay_floor", floor_fen=d.pick(83, 100, 133)),
    )()


def _helped(d: Draft) -> None:
    """A club of two adults, for which a third is there."""
    d.club("helped", helpers=1)
    d.person("T3")


def fees(d: Draft) -> None:
    """A basic fee under a cap or above it, charged once or more often."""
    d.hours("11")
    funding = Funding(
        account="basic", fee_fen=d.pick(0, 100, 36000, 36001), fee_published=True,
        fee_cap_fen=d.pick(None, 100, 40000), charges_per_term=d.pick(1, 1, 2),
    )  # fmt: skip
    other = Funding(account="special", charges_per_term=d.pick(1, 1, 2))
    d.school.more["funding"] = (funding, other)
    d.take("cap_fees")


def reductions(d: Draft) -> None:
    """A fee reduced for all in hardship, or for too few or by too little."""
    d.hours("11")
    d.school.classes[0]["hardship"] = 1
    found = FeeReduction(
        group="hardship", count=d.pick(0, 1, 1, 1), reduction_pct=d.pick(0, 50, 100, 100)
    )
    d.school.more["funding"] = (
        Funding(account="basic", fee_fen=100, fee_published=d.odds(0.8), reductions=(found,)),
    )
    d.take("apply_fee_reductions")
    if d.odds(0.4):
        d.more["students"] = (
            Student(
                id="P1", class_id=d.school.class_ids[0], priority_group=d.pick("hardship", None),
                fee_reduction_pct=d.pick(0, 50, 100),
            ),
        )  # fmt: skip


def allowance(d: Draft) -> None:
    """A volunteer or somebody hired, paid or not, from an account that may pay for them or not."""
    d.hours("11")
    d.staff[1:] = []
    d.outsider("X1", d.pick("volunteer", "external"), pay_fen=d.pick({}, {"basic": 70}))
    d.school.more["funding"] = (Funding(account="basic", opening_fen=d.pick(0, 70, 6070)),)
    d.take(
        "balance_accounts",
        lambda c: bool(c.words("allowed_spending")) and c.get("account") is None,
        allowed_spending=d.pick(("personnel",), ("personnel", "external_pay"), ("water",)),
    )


def subsidies(d: Draft) -> None:
    """A subsidy at its floor, one fen below, or an account that is missing."""
    d.hours("11")
    paid = d.pick(14999, 15000, 15000)
    funding = (Funding(account="basic", subsidy_per_participant_fen=paid),)
    d.school.more["funding"] = d.pick(funding, funding, ())
    d.take("meet_subsidy_floor")


def special(d: Draft) -> None:
    """A paid club of the school's own, with a fee, consumables, and cap or not."""
    clubs(d)
    d.activity("club", "extension", service_type="special", fee_fen=d.pick(0, 300, 60001))
    d.staff[0]["pay_fen"] = {"basic": 0, "special": d.pick(0, 200)}
    d.school.more["funding"] = (
        Funding(account="basic", opening_fen=20000),
        Funding(account="special", fee_published=d.pick(True, False)),
    )
    if d.odds(0.6):
        d.take("cap_fees", lambda c: c.get("account") == "special")
    if d.odds(0.5):
        d.take("balance_accounts", lambda c: c.applies_when == "special_activities")


def pay_cap(d: Draft) -> None:
    """A rate at the cap, or one fen above it."""
    d.take("keep_pay_cap")
    d.staff[0]["pay_fen"] = {"basic": d.pick(6000, 6001, 6001)}
    d.staff[0]["role"] = d.pick("teacher", "teacher", "teacher", "leader")


def pay_floor(d: Draft) -> None:
    """A rate at the floor, below it, or no pay at all."""
    d.take("keep_pay_floor", floor_fen=6000)
    d.staff[0]["pay_fen"] = d.pick({"basic": 6000}, {"basic": 5999}, {"basic": 5999}, {})
    d.staff[0]["role"] = d.pick("teacher", "teacher", "teacher", "leader")


def priority(d: Draft) -> None:
    """Listed students of one class, one place in each club; some of them come first."""
    d.classes(2)
    d.hours("11")
    d.wishes.clear()
    d.activities[:] = [a for a in d.activities if a["component"] != "extension"]
    d.activity("a", "extension", skill=None, max_students=1)
    d.activity("b", "extension", skill=None, max_students=d.pick(1, 2))
    d.school.more["menus"] = (Menu(id="M", band_id="B1", activity_ids=("a", "b")),)
    d.more["students"] = tuple(
        Student(
            id=f"P{i}",
            class_id="C1",
            priority_group=d.pick(None, "left_behind", "disabled", "hardship"),
            choices=(RankedChoice(menu_id="M", activity_ids=(d.pick("a", "b"),)),),
        )
        for i in (1, 2)
    )
    d.take("prefer_priority_groups")


def own_class(d: Draft) -> None:
    """A class teacher for guidance of the own class, apart or merged, one hour or two."""
    d.classes(*d.pick((1,), (1, 1)))
    d.hours(*(("11", "21") if len(d.school.classes) == 1 else ("11",)))
    merge(d.school)
    d.activity("guidance", "guidance", grouping=d.pick("by_class", "merged"))
    d.activities[:] = [a for a in d.activities if a["activity_id"] != "care"]
    d.staff[0]["own_class_ids"] = tuple(d.pick(d.school.class_ids, d.school.class_ids[:1]))


def workload(d: Draft) -> None:
    """Targets of the week, for people who did much or little so far."""
    d.classes(1)
    d.hours(*d.pick(("11", "12"), ("11", "21")))
    for person in d.staff:
        person["target_week_ch"] = d.pick(None, 0, 50, 100, 200)
        person["done_ch"] = d.pick(0, 0, 100)
    d.take("balance_workload")


def times(d: Draft) -> None:
    """Hours that a teacher likes, dislikes, must have or must not have."""
    d.classes(1)
    d.hours(*d.pick(("11", "12"), ("11", "21")))
    d.staff[0]["preferences"] = tuple(
        TimePreference(
            when=Interval(weekday=d.pick(1, 1, 2), start_min=start, end_min=start + d.pick(20, 40)),
            preference=d.pick(
                "required", "strongly_preferred", "preferred", "discouraged",
                "strongly_discouraged", "prohibited",
            ),
        )
        for start in (d.pick(960, 980), 1010)[: d.pick(1, 2)]
    )  # fmt: skip


def variety(d: Draft) -> None:
    """Fields that a school could offer, a room outside, clubs of two titles."""
    d.classes(d.pick(1, 2))
    d.hours("11")
    d.club(field=d.pick("arts", "science", "sport"), fee_fen=0)
    d.activity("guidance", "guidance", field=d.pick("homework", "tutoring"))
    d.school.rooms[1]["off_campus"] = d.odds(0.5)
    d.school.more.update(is_urban=True, adopted_mode=d.pick(None, "1+1+N"))
    for _ in range(d.pick(1, 2)):
        d.take("offer_variety", min_extension_titles=d.pick(1, 2))


def weak(d: Draft) -> None:
    """A weak school and another, with a volunteer who may serve one of them."""
    d.classes(d.pick(1, 2))
    d.hours("11")
    other = d.second_school("11")
    d.school.more["is_weak"] = d.odds(0.8)
    other.more["is_weak"] = d.odds(0.2)
    d.staff[:] = []
    d.person("T1", home_school_id=d.pick("S1", "S2"))
    d.outsider("X1", "volunteer", lendable_to=("S1", "S2"))
    d.person("T2", home_school_id="S2")
    d.activities[:] = []
    d.activity("a", "extension", skill=None, max_students=d.pick(1, 2))
    d.wishes.clear()
    d.wishes[("C1", None, "a")] = d.school.classes[0]["participants"]
    d.wishes[("qC1", None, "a")] = 1


def trips(d: Draft) -> None:
    """A lent teacher whose days away count, and one who does the same at home."""
    lent(d)
    d.clauses = {i: c for i, c in d.clauses.items() if c.family != "lend_within_area"}
    d.more["lending"] = LendingSwitch(enabled_by="X", enabled_on=FIRST, within_area=False)


def same_adult(d: Draft) -> None:
    """Two hours that one adult may lead, or two."""
    d.classes(1)
    d.hours(*d.pick(("11", "12"), ("11", "21")))
    d.activity("care", "care", helpers=0)
    if d.odds(0.4):
        d.activity("guidance", "guidance")


def own_pull(d: Draft) -> None:
    """A teacher and a volunteer for two classes, or a volunteer too many."""
    d.classes(1, 1)
    d.hours("11")
    d.staff[1:] = d.pick([], d.staff[1:])
    d.outsider("X1", d.pick("volunteer", "external"))
    d.take("prefer_own_staff")


def encouraged_mode(d: Draft) -> None:
    """Rows of a mode that the school did not adopt, which it may keep or not."""
    d.classes(1)
    d.hours(*d.pick(("11", "12"), ("11", "21")))
    d.school.rooms = d.school.rooms[:1]
    d.staff[1:] = []
    d.activities[:] = d.activities[:1]
    d.activity("guidance", "guidance")
    d.activity("sports", "sports")
    figures: dict[str, Value] = {
        "min_guidance_per_week": d.pick(0, 1), "min_sports_per_week": d.pick(1, 2),
        "min_extension_per_week": 0, "min_extension_titles": 0,
        "max_guidance_per_day": 1, "daily_each_from_periods": d.pick(2, 3),
    }  # fmt: skip
    if d.odds(0.4):
        d.school.more["sports_without_pe"] = True
        d.school.classes[0]["pe_weekdays"] = d.pick((), (1,), (1, 2))
    first = d.take("follow_mode", lambda c: not c.is_required and c.get("mode") is not None)
    if first is not None:
        rows = d.take("follow_mode", lambda c: c.get("mode") == first.get("mode"), **figures)
        assert rows is not None
        d.clauses[first.id] = scaled(first, **figures)


FEATURES = (
    money, sized_pay, allowance, fees, reductions, subsidies, special, pay_cap, pay_floor, priority,
    own_class, workload, times, variety, weak, trips, same_adult, own_pull, encouraged_mode,
)  # fmt: skip
