"""The changes that bring or save money, each no more than its rule lets it."""

from collections import Counter
from typing import Any, NamedTuple

from solver.domain import Activity, DistrictFund, Funding, LumpSum, School
from solver.domain.messages.said import Message
from solver.model.statement import payers
from solver.plan import Plan
from solver.policy import AppliedPolicy, group_pay, half_up, reduced
from solver.search.explain.change import Change, World, put


class Priced(NamedTuple):
    """A change and what it costs those who pay it, in fen."""

    change: Change
    cost_fen: int


def account_name(school: School, account: str) -> Message:
    """Returns what an account is called."""
    return Message("explain.thing_account", {"school": school.name, "account": account})


def lump_sum(school: School, funding: Funding, amount: int) -> Change:
    """Returns the change that gives an account a lump sum."""
    extra = LumpSum(source="-", amount_fen=amount)
    return _of_funding(
        school,
        funding,
        "lump_sums",
        {"lump_sums": (*funding.lump_sums, extra)},
        "lump",
        amount,
    )


def subsidy_up(school: School, funding: Funding, each: int) -> Change:
    """Returns the change that gives more subsidy for each participant."""
    now = funding.subsidy_per_participant_fen + each
    return _of_funding(
        school,
        funding,
        "subsidy_per_participant_fen",
        {"subsidy_per_participant_fen": now},
        "subsidy",
        each,
        now=now,
        students=payers(school, funding.account),
    )


def published(school: School, funding: Funding) -> Change:
    """Returns the change that publishes the fee, so that it may be charged."""
    return _of_funding(
        school, funding, "fee_published", {"fee_published": True}, "publish", funding.fee_fen
    )


def fund_up(world: World, amount: int) -> Change:
    """Returns the change that makes the district's fund larger."""
    fund = world.district.fund or DistrictFund(name="-", size_fen=0)
    larger = fund.model_copy(update={"size_fen": fund.size_fen + amount})
    words = Message("explain.do_fund", {"amount": amount, "now": larger.size_fen})
    return Change(
        "fund.size_fen",
        words,
        words,
        lambda w: w._replace(district=w.district.model_copy(update={"fund": larger})),
        amount=amount,
        unit="fen",
    )


def running_costs_down(school: School, funding: Funding, need: int) -> list[Change]:
    """Returns for each other cost of an account the change that saves what is short, or all."""
    found = []
    for i, cost in enumerate(funding.running_costs):
        less = min(need, cost.amount_fen)
        kept = cost.model_copy(update={"amount_fen": cost.amount_fen - less})
        costs = (*funding.running_costs[:i], kept, *funding.running_costs[i + 1 :])
        if less:
            found.append(
                _of_funding(
                    school,
                    funding,
                    f"running_costs[{i}].amount_fen",
                    {"running_costs": costs},
                    "cost",
                    less,
                    kind=cost.kind,
                    now=kept.amount_fen,
                )
            )
    return found


def fees_up(world: World, school: School, funding: Funding, need: int, plan: Plan) -> list[Priced]:
    """Returns the rise of the fee that suffices, and the rise to the cap if that is less."""
    if funding.account == "special":
        return _special_fees_up(world, school, need, plan)
    if not payers(school, funding.account):
        return []
    published_now = funding.fee_published
    base = _fees(world, school, funding, funding.fee_fen) if published_now else 0
    low, high = funding.fee_fen, funding.fee_fen + need
    while _fees(world, school, funding, high) - base < need and high < 10**9:
        high *= 2
    while low < high:
        middle = (low + high) // 2
        if _fees(world, school, funding, middle) - base < need:
            low = middle + 1
        else:
            high = middle
    wanted = [low]
    cap = fee_cap(world, school, funding)
    if cap is not None and funding.fee_fen < cap < low:
        wanted.append(cap)
    # A fee that is not published is offered as such elsewhere, if it is enough.
    return [
        Priced(
            _of_funding(
                school,
                funding,
                "fee_fen",
                {"fee_fen": fee, "fee_published": True},
                "fee" if published_now else "fee_publish",
                fee - funding.fee_fen,
                now=fee,
                cap=-1 if cap is None else cap,
            ),
            _fees(world, school, funding, fee) - base,
        )
        for fee in wanted
        if fee > funding.fee_fen
    ]


def fee_cap(world: World, school: School, funding: Funding) -> int | None:
    """Returns the lowest cap of an account's fee in fen, ``None`` if there is none."""
    caps: list[int] = []
    for c in AppliedPolicy(world.district, world.pack).binding("cap_fees", school.id):
        if (c.get("account") or "basic") == funding.account:
            cap = funding.fee_cap_fen if c.flag("from_funding") else c.integer("cap_fen")
            caps += [] if cap is None else [cap]
    return min(caps, default=None)


def pay_down(world: World, plan: Plan, school_id: str, cut: int) -> Change:
    """Returns the change that pays a class-hour of basic service less, never below the floor."""
    used = {w for m in plan.meetings if m.school_id == school_id for w in m.staff_ids}
    used |= {w for d in plan.duties if d.school_id == school_id for w in d.staff_ids}
    policy = AppliedPolicy(world.district, world.pack)
    staff, floors = [], set()
    for p in world.district.staff:
        rate, sized = p.pay_fen.get("basic", 0), group_pay(p, "basic")
        if p.id not in used or p.role == "instructor" or not (rate or sized):
            staff.append(p)
            continue
        floor = max(
            (
                c.integer("floor_fen") or 0
                for c in policy.binding("keep_pay_floor", school_id)
                if (not c.words("roles") or p.role in c.words("roles"))
                and (not c.words("service_types") or "basic" in c.words("service_types"))
            ),
            default=0,
        )
        floors.add(floor)
        fields: dict[str, object] = {}
        if rate:
            fields["pay_fen"] = {**p.pay_fen, "basic": _less(rate, cut, floor)}
        if sized:
            less = sized.model_copy(update={"base_fen": _less(sized.base_fen, cut, floor)})
            fields["group_pay"] = tuple(less if g is sized else g for g in p.group_pay)
        staff.append(p.model_copy(update=fields))
    school = next(s for s in world.district.schools if s.id == school_id)
    floor = max(floors, default=0)
    words = Message(
        "explain.do_pay_floor" if floor else "explain.do_pay",
        {"school": school.name, "amount": cut, "floor": floor},
    )
    paid = tuple(staff)
    return Change(
        "staff[*].pay_fen[basic]",
        words,
        words,
        lambda w: w._replace(district=w.district.model_copy(update={"staff": paid})),
        amount=cut,
        unit="fen",
    )


def _less(rate: int, cut: int, floor: int) -> int:
    return min(rate, max(floor, rate - cut))


def _fees(world: World, school: School, funding: Funding, fee: int) -> int:
    """Returns what a fee brings, reductions taken off, each rounded as it is charged."""
    less = reduced(world.district.students, school, funding)
    return (payers(school, funding.account) - sum(r.count for r in less)) * fee + sum(
        r.count * half_up(fee * (100 - r.reduction_pct), 100) for r in less
    )


def _special_fees_up(world: World, school: School, need: int, plan: Plan) -> list[Priced]:
    """Returns the same rise of the fees of all special activities that run at a school."""
    seats: Counter[str] = Counter()
    sections = {m.section_id: m for m in plan.meetings if m.school_id == school.id}
    for m in sections.values():
        if m.service_type == "special":
            seats[m.activity_id] += sum(m.class_counts.values())
    total = sum(seats.values())
    if not total:
        return []
    each = -(-need // total)

    def dearer(a: Activity) -> Activity:
        return a.model_copy(update={"fee_fen": a.fee_fen + each}) if seats[a.id] else a

    words = Message("explain.do_special_fee", {"school": school.name, "amount": each})
    change = Change(
        "activities[*].fee_fen",
        words,
        words,
        lambda w: w._replace(
            district=w.district.model_copy(
                update={"activities": tuple(dearer(a) for a in w.district.activities)}
            )
        ),
        amount=each,
        unit="fen",
    )
    return [Priced(change, each * total)]


def _of_funding(
    school: School,
    funding: Funding,
    name: str,
    updates: dict[str, Any],
    code: str,
    amount: int,
    **words: Any,
) -> Change:
    """Returns a change of an account, which is opened if the school has none of its kind."""

    def apply(world: World) -> World:
        steps = (("schools", school.id),)
        mine = next(s for s in world.district.schools if s.id == school.id)
        if not any(f.account == funding.account for f in mine.funding):
            opened = (*mine.funding, funding.model_copy(update=updates))
            return world._replace(district=put(world.district, steps, {"funding": opened}))
        way = (*steps, ("funding", funding.account))
        return world._replace(district=put(world.district, way, updates))

    said = Message(
        f"explain.do_{code}",
        {"thing": account_name(school, funding.account), "amount": amount, **words},
    )
    path = f"schools[{school.id}].funding[{funding.account}].{name}"
    return Change(path, said, said, apply, amount=amount, unit="fen")
