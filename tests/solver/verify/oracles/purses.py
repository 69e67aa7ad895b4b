"""Districts drawn with money of every kind, each with a plan to count it by."""

from random import Random
from typing import Literal

from data.readers import pack_ids, read_pack
from data.synthetic import PROFILES, WINDOWS, generate
from solver.domain import District, DistrictFund, Funding, School, StaffMember
from solver.domain.base import Account, ServiceType
from solver.domain.money import FeeReduction, LumpSum, RunningCost, Spending
from solver.domain.people import GroupPay
from solver.plan import Plan
from solver.policy import PolicyPack
from tests.solver.verify.spoiling.good import copy

Group = Literal["registered_poor", "subsistence_allowance", "hardship", "disabled", "other"]
SERVICES: tuple[ServiceType, ...] = ("basic", "special", "lunch", "evening", "extended")
GROUPS: tuple[Group, ...] = (
    "registered_poor",
    "subsistence_allowance",
    "hardship",
    "disabled",
    "other",
)
KINDS: tuple[Spending, ...] = ("personnel", "water", "electricity", "consumables", "lunch", "other")


def drawn(number: int) -> tuple[District, PolicyPack, Plan]:
    """Returns the district, pack and plan of a number: packs and profiles take turns.

    One or two schools; rates and fees are odd so that rounding shows, some people are paid by the
    group, are outsiders, stand in for others or are lent, and a provider may lead basic service.
    """
    rng = Random(f"purses {number}")
    pack_id = pack_ids()[number % 5]
    profile = PROFILES[number // 5 % 4]
    both = profile == "rural_county" and rng.random() < 0.7
    district, plan = generate(
        profile, 2 if both else 1, number // 20, pack_id, WINDOWS, duties=True
    )
    district = copy(
        district,
        schools=tuple(_school(s, rng) for s in district.schools),
        staff=tuple(_person(p, rng) for p in district.staff),
        providers=tuple(
            copy(p, price_per_meeting_fen=rng.choice((0, rng.randint(1, 30_000))))
            for p in district.providers
        ),
        fund=rng.choice((None, DistrictFund(name="专项", size_fen=rng.choice((1, 10**6, 10**9))))),
    )
    return _offers(district, rng), read_pack(pack_id), _plan(plan, district, rng)


def _school(school: School, rng: Random) -> School:
    accounts: list[Account] = [
        a for a in ("basic", "special", "lunch") if a == "basic" or rng.random() < 0.85
    ]
    return copy(school, funding=tuple(_funding(a, rng) for a in accounts))


def _funding(account: Account, rng: Random) -> Funding:
    return Funding(
        account=account,
        fee_fen=0 if account == "special" else rng.choice((0, 30_000, rng.randint(1, 40_000))),
        fee_published=rng.random() < 0.8,
        reductions=tuple(
            FeeReduction(group=g, count=rng.randint(0, 9), reduction_pct=rng.randint(0, 100))
            for g in rng.sample(GROUPS, rng.randint(0, 3))
        )
        if account != "special"
        else (),
        subsidy_per_participant_fen=rng.choice((0, 15_000, rng.randint(1, 999))),
        lump_sums=tuple(
            LumpSum(source=rng.choice(("county", "city")), amount_fen=rng.randint(0, 10**6))
            for _ in range(rng.randint(0, 3))
        ),
        running_costs=tuple(
            RunningCost(kind=rng.choice(KINDS), amount_fen=rng.randint(0, 10**5))
            for _ in range(rng.randint(0, 3))
        ),
        opening_fen=rng.randint(-(10**6), 10**6),
    )


def _person(person: StaffMember, rng: Random) -> StaffMember:
    by_group = tuple(
        GroupPay(
            service_type=s,
            base_fen=rng.randint(0, 9_999),
            up_to=rng.randint(0, 40),
            per_student_fen=rng.randint(0, 333),
        )
        for s in SERVICES
        if rng.random() < 0.08
    )
    role = person.role
    if role == "teacher" and rng.random() < 0.1:
        role = rng.choice(("external", "volunteer"))
    rates = {s: rng.choice((0, 6_000, rng.randint(1, 9_999))) for s in SERVICES}
    return copy(person, pay_fen=rates, group_pay=by_group, role=role)


def _offers(district: District, rng: Random) -> District:
    """Gives odd fees to special activities, and a provider to some basic ones."""
    bodies = [p.id for p in district.providers]
    made = []
    for a in district.activities:
        if a.service_type == "special":
            made.append(copy(a, fee_fen=rng.choice((0, rng.randint(1, 60_000)))))
        elif bodies and a.service_type == "basic" and rng.random() < 0.1:
            made.append(copy(a, provider_id=rng.choice(bodies)))
        else:
            made.append(a)
    return copy(district, activities=tuple(made))


def _plan(plan: Plan, district: District, rng: Random) -> Plan:
    """Has some meetings led by anybody of the district, lent staff and instructors among them."""
    people = [p.id for p in district.staff]
    meetings = tuple(
        copy(m, staff_ids=(rng.choice(people), *m.staff_ids[1:])) if rng.random() < 0.1 else m
        for m in plan.meetings
    )
    return copy(plan, meetings=meetings, accounts=())
