"""What could be otherwise about a school: rooms, clock, posts, money, and where it stands."""

from collections.abc import Iterator

from solver.domain import Funding, Period, Room, School
from solver.domain.messages.said import Message, Value
from solver.domain.people import DutyPost
from solver.domain.school import ShortageDeclaration
from solver.policy import AppliedPolicy
from solver.search.explain.change import Change, Step, World, put, set_fields, sized_field, without
from solver.search.explain.money_changes import account_name, fee_cap
from solver.search.explain.shown import Shown, clock

MOST_MINUTES = 120
"""By how much a period's start or end is moved at most."""
MOST_GROUPS = 40


def room_facts(world: World, school: School) -> Iterator[Change]:
    """Yields the changes about rooms and fields."""
    offered = [a for a in world.district.activities if a.school_id in (None, school.id)]
    wanted = sorted({f for a in offered for f in a.room_features})
    largest = sum(c.enrolled for c in school.classes)
    for r in school.rooms:
        steps = (("schools", school.id), ("rooms", r.id))
        thing = Message("explain.thing_room", {"school": school.name, "name": r.name})
        if r.safety_passed is not True:
            checked = {"safety_checked_on": world.district.term.first_day}
            yield set_fields(steps, thing, "safety_passed", r.safety_passed, True, checked)
        if r.availability:
            yield set_fields(steps, thing, "availability", r.availability, ())
        if r.seats < largest:
            yield sized_field(steps, thing, "seats", r.seats, largest, "seats")
        # A library is made no field; one without any feature may lack its entry.
        if not r.features and r.sections_at_once > 1:
            yield from _features(steps, thing, r, wanted)


def _features(
    steps: tuple[Step, ...], thing: Message, r: Room, wanted: list[str]
) -> Iterator[Change]:
    for feature in wanted:
        yield set_fields(steps, thing, "features", r.features, (*r.features, feature))


def plain_room_features(world: World, school: School) -> Iterator[Change]:
    """Yields the changes that fit out a plain room that is no class's own."""
    offered = [a for a in world.district.activities if a.school_id in (None, school.id)]
    wanted = sorted({f for a in offered for f in a.room_features})
    homes = {c.home_room_id for c in school.classes}
    for r in school.rooms:
        if not r.features and r.sections_at_once == 1 and r.id not in homes:
            steps = (("schools", school.id), ("rooms", r.id))
            thing = Message("explain.thing_room", {"school": school.name, "name": r.name})
            yield from _features(steps, thing, r, wanted)


def more_places(world: World, school: School) -> Iterator[Change]:
    """Yields the changes that give a school places with a feature that is asked for, or plain."""
    offered = [a for a in world.district.activities if a.school_id in (None, school.id)]
    seats = max(c.enrolled for c in school.classes)
    for features in sorted({a.room_features for a in offered}):
        yield _more_places(world, school, features, seats)


def _more_places(world: World, school: School, features: tuple[str, ...], seats: int) -> Change:
    def at(n: int) -> Change:
        extra = tuple(
            Room(
                id=f"new-{'-'.join(features)}-{i}"[:80],
                name="-",
                seats=max(1, seats),
                features=features,
                safety_passed=True,
                safety_checked_on=world.district.term.first_day,
            )
            for i in range(n)
        )
        words: dict[str, Value] = {
            "school": school.name,
            "amount": n,
            "features": ", ".join(features) or "plain_room",
            "seats": max(1, seats),
        }
        said = Message("explain.do_place", words)
        return Change(
            f"schools[{school.id}].rooms[new:{','.join(features)}]",
            said,
            said,
            lambda w: w._replace(
                district=put(
                    w.district,
                    (("schools", school.id),),
                    {"rooms": lambda found: (*found, *extra)},
                )
            ),
            amount=n,
            unit="places",
            sized=(0, MOST_GROUPS, at),
        )

    return at(MOST_GROUPS)


def capacity_facts(world: World, school: School) -> Iterator[Change]:
    """Yields the changes of how many groups a place takes: one that takes several is no room."""
    for r in school.rooms:
        if r.features and r.sections_at_once < MOST_GROUPS:
            steps = (("schools", school.id), ("rooms", r.id))
            thing = Message("explain.thing_room", {"school": school.name, "name": r.name})
            name = "sections_at_once"
            yield sized_field(steps, thing, name, r.sections_at_once, MOST_GROUPS, "places")


def standing_facts(world: World, school: School) -> Iterator[Change]:
    """Yields the changes of what a school is and has decided."""
    steps: tuple[Step, ...] = (("schools", school.id),)
    homes = {
        p.home_school_id
        for p in world.district.staff
        if school.id in p.lendable_to and p.home_school_id not in (None, school.id)
    }
    areas = {s.area_id for s in world.district.schools if s.id in homes and s.area_id}
    for area in sorted(areas - {school.area_id}, key=str):
        yield set_fields(steps, school.name, "area_id", school.area_id, area)
    if homes and not school.is_weak:
        yield set_fields(steps, school.name, "is_weak", False, True)
    if school.adopted_mode is not None:
        yield set_fields(steps, school.name, "adopted_mode", school.adopted_mode, None)
    if school.fixed_grid:
        yield set_fields(steps, school.name, "fixed_grid", school.fixed_grid, ())
    if school.shortage_declaration is None:
        said = ShortageDeclaration(
            signed_by="-", signed_on=world.district.term.first_day, reason="-"
        )
        yield set_fields(steps, school.name, "shortage_declaration", None, said)


def clock_facts(world: World, school: School) -> Iterator[Change]:
    """Yields the changes of when lessons end and periods end; they do not go together."""
    steps: tuple[Step, ...] = (("schools", school.id),)
    for i, d in enumerate(school.dismissal):
        starts = [p.start_min for p in school.periods if p.weekday == d.weekday]
        if starts and min(starts) < d.at_min:
            way = (*steps, ("dismissal", str(i)))
            thing = Message("explain.thing_day", {"school": school.name, "weekday": d.weekday})
            yield set_fields(way, thing, "at_min", d.at_min, min(starts))
    if school.off_work:
        yield set_fields(steps, school.name, "off_work", school.off_work, ())
    for p in school.periods:
        way, thing = (*steps, ("periods", p.id)), period_name(school, p)
        early, late = max(0, p.end_min - MOST_MINUTES), min(1440, p.end_min + MOST_MINUTES)
        early = max(early, p.start_min + 5)
        yield sized_field(way, thing, "end_min", p.end_min, early, "min")
        yield sized_field(way, thing, "end_min", p.end_min, late, "min")


def period_name(school: School, p: Period) -> Message:
    """Returns what a period is called."""
    words: dict[str, Value] = {"school": school.name, "weekday": p.weekday, "time": p.span}
    return Message("explain.thing_period", words)


def posts_and_blocks(school: School) -> Iterator[Change]:
    """Yields the changes about duty posts and times in which all staff are taken."""
    steps: tuple[Step, ...] = (("schools", school.id),)
    for d in school.duty_posts:
        words = _post(school, d)
        path = f"schools[{school.id}].duty_posts[{d.id}]"
        fact, do = Message("explain.fact_post", words), Message("explain.do_post", words)
        yield without(steps, "duty_posts", d, path, fact, do)
        way, thing = (*steps, ("duty_posts", d.id)), Message("explain.thing_post", words)
        if d.own_staff_only:
            yield set_fields(way, thing, "own_staff_only", True, False)
        if d.skill is not None:
            yield set_fields(way, thing, "skill", d.skill, None)
        if d.people_needed > 1:
            yield sized_field(way, thing, "people_needed", d.people_needed, 1, "adults")
    for b in school.blocks:
        when = word_of_day(b.weekday) if b.weekday else Shown("on", b.on)
        words = {
            "school": school.name,
            "title": b.title,
            "when": when,
            "time": f"{clock(b.start_min)}–{clock(b.end_min)}",
        }
        path = f"schools[{school.id}].blocks[{b.id}]"
        fact, do = Message("explain.fact_block", words), Message("explain.do_block", words)
        yield without(steps, "blocks", b, path, fact, do)


def word_of_day(weekday: int) -> Shown:
    """Returns a weekday's name."""
    return Shown("day", f"day_{weekday}")


def _post(school: School, d: DutyPost) -> dict[str, Value]:
    return {"school": school.name, "weekday": d.weekday, "time": d.span, "post": d.role}


def funding_facts(world: World, school: School) -> Iterator[Change]:
    """Yields the changes about a school's accounts that a clause asks for."""
    for funding in school.funding:
        yield from _funding(world, school, funding)


def _funding(world: World, school: School, funding: Funding) -> Iterator[Change]:
    steps: tuple[Step, ...] = (("schools", school.id), ("funding", funding.account))
    thing = account_name(school, funding.account)
    cap = fee_cap(world, school, funding)
    if cap is not None and funding.fee_fen > cap:
        yield set_fields(steps, thing, "fee_fen", funding.fee_fen, cap)
    if funding.charges_per_term > 1:
        yield set_fields(steps, thing, "charges_per_term", funding.charges_per_term, 1)
    policy = AppliedPolicy(world.district, world.pack)
    if funding.account == "basic":
        floors = [
            c.integer("floor_fen") or 0 for c in policy.binding("meet_subsidy_floor", school.id)
        ]
        now = funding.subsidy_per_participant_fen
        if floors and now < max(floors):
            yield set_fields(steps, thing, "subsidy_per_participant_fen", now, max(floors))
        for c in policy.binding("apply_fee_reductions", school.id):
            least = c.integer("min_reduction_pct")
            for r in funding.reductions:
                if least is not None and r.reduction_pct < least:
                    way = (*steps, ("reductions", r.group))
                    pct = r.reduction_pct
                    yield set_fields(way, thing, "reduction_pct", pct, least)
    for i, cost in enumerate(funding.running_costs):
        words: dict[str, Value] = {"thing": thing, "kind": cost.kind, "amount": cost.amount_fen}
        path = f"schools[{school.id}].funding[{funding.account}].running_costs[{i}]"
        fact, do = Message("explain.fact_cost", words), Message("explain.do_no_cost", words)
        yield without(steps, "running_costs", cost, path, fact, do)
