"""Who could take one more meeting, and what keeps the others from it."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from solver.domain import Activity, StaffMember
from solver.domain.base import OWN_ROLES
from solver.domain.messages import class_hours
from solver.domain.messages.said import Message, Row, Value
from solver.model.causes.blocks import ORDER, Block
from solver.model.causes.hours import Over, over_hours
from solver.model.causes.week import Week, most_at_once
from solver.model.families import require_skills
from solver.model.families.allow_travel import travel_minutes
from solver.model.people import People
from solver.model.reasons import Reason
from solver.model.school_view import Pattern
from solver.model.shortages.who import skills
from solver.plan import Meeting

Detail = Reason | Over | None


@dataclass
class Staff:
    """The people of a district beside a plan."""

    week: Week
    people: People
    _known: dict[tuple[str, str, Pattern], tuple[tuple[str, ...], list[Block]]] = field(
        default_factory=dict
    )

    def team(
        self, school_id: str, activity: Activity, pattern: Pattern
    ) -> tuple[tuple[str, ...], list[Block]]:
        """Returns a leader and helpers who are free for a meeting, and what is in the way."""
        key = (school_id, activity.id, pattern)
        if key not in self._known:
            self._known[key] = self._team(school_id, activity, pattern)
        return self._known[key]

    def _team(
        self, school_id: str, activity: Activity, pattern: Pattern
    ) -> tuple[tuple[str, ...], list[Block]]:
        leads = self._candidates(school_id, activity, leads=True)
        of_leader = {p.id: self._limits(p, school_id, activity, pattern, leads=True) for p in leads}
        free = [w for w, limits in of_leader.items() if not limits]
        blocks = [] if free else self._of_leader(activity, leads, of_leader)
        staff_ids = tuple(free[:1])
        if activity.helpers:
            helps = self._candidates(school_id, activity, leads=False)
            of_helper = {
                p.id: self._limits(p, school_id, activity, pattern, leads=False) for p in helps
            }
            idle = [w for w, limits in of_helper.items() if not limits and w not in staff_ids]
            staff_ids += tuple(idle[: activity.helpers])
            lacking = activity.helpers - len(idle)
            if lacking > 0:
                params: dict[str, Value] = {
                    "activity": activity.title,
                    "needed": activity.helpers,
                    "there": len(idle),
                    "tally": _tally(of_helper),
                }
                blocks.append(Block("helpers", params, lacking))
        return staff_ids, blocks

    def _candidates(self, school_id: str, activity: Activity, leads: bool) -> list[StaffMember]:
        """Returns who could be asked at the school, whatever keeps them from it."""
        fits = require_skills.may_lead if leads else require_skills.may_assist
        return [p for p in self.people.askable(school_id, activity) if fits(p, activity)]

    def _of_leader(
        self, activity: Activity, leads: list[StaffMember], found: dict[str, dict[str, Detail]]
    ) -> list[Block]:
        params: dict[str, Value] = {
            "activity": activity.title,
            "skill": skills([activity]),
            "able": len(leads),
        }
        if not leads:
            others = sum(
                1 for p in self.week.ctx.district.staff if require_skills.may_lead(p, activity)
            )
            return [Block("skill", params | {"others": others})]
        params["tally"] = _tally(found)
        nearest = min(
            leads,
            key=lambda p: (len(found[p.id]), [ORDER.index(name) for name in found[p.id]], p.id),
        )
        blocks = []
        for limit, detail in found[nearest.id].items():
            told = dict(params)
            if isinstance(detail, Reason):
                told["reason"] = Message(detail.code, dict(detail.params))
            elif isinstance(detail, Over):
                told |= _over(nearest, detail)
            blocks.append(Block(limit, told))
        return blocks

    def _limits(
        self,
        person: StaffMember,
        school_id: str,
        activity: Activity,
        pattern: Pattern,
        leads: bool,
    ) -> dict[str, Detail]:
        """Returns every limit that keeps a person from a meeting, in their order."""
        found: dict[str, Detail] = dict(self.people.why_not(person, school_id, activity, pattern))
        if self.week.meetings_then(person.id, pattern):
            found["busy"] = None
        elif self._is_elsewhere(person, school_id, pattern):
            found["elsewhere"] = None
        over = over_hours(self.week, person, pattern)
        if over is not None and "busy" not in found:
            found["hours"] = over
        if self._provider_is_full(person, pattern):
            found["provider_limit"] = None
        if leads and self._breaks_share(person, school_id, activity, pattern):
            found["share"] = None
        return {limit: found[limit] for limit in ORDER if limit in found}

    def _is_elsewhere(self, person: StaffMember, school_id: str, pattern: Pattern) -> bool:
        """Tells whether the person's day at other schools leaves no time for this one."""
        ctx = self.week.ctx
        travel = ctx.district.travel
        schools = {s.id: s for s in ctx.district.schools}
        for t in pattern:
            p = ctx.period[t]
            held = [*self.week.work[person.id], *self.week.dated[person.id]]
            away = [m for m in held if m.weekday == p.weekday and m.school_id != school_id]
            here = {m.school_id for m in held if m.weekday == p.weekday}
            if away and len(here | {school_id}) > travel.schools_per_day:
                return True
            for m in away:
                q = ctx.period[m.period_id]
                first, then = (q, p) if q.end_min <= p.start_min else (p, q)
                places = (m.school_id, school_id) if first is q else (school_id, m.school_id)
                minutes = travel_minutes(ctx.district, *(schools[s] for s in places))
                if minutes is None or first.end_min + minutes > then.start_min:
                    return True
        return False

    def _provider_is_full(self, person: StaffMember, pattern: Pattern) -> bool:
        ctx = self.week.ctx
        provider = next((p for p in ctx.district.providers if p.id == person.provider_id), None)
        if provider is None or provider.instructors_at_once is None:
            return False
        sent = [
            ctx.period[m.period_id]
            for w, held in self.week.work.items()
            if ctx.staff[w].provider_id == provider.id
            for m in held
        ]
        most = max(most_at_once(ctx.period[t], sent) for t in pattern)
        return most >= provider.instructors_at_once

    def _breaks_share(
        self, person: StaffMember, school_id: str, activity: Activity, pattern: Pattern
    ) -> bool:
        """Tells whether one more meeting led by the person leaves the own staff's share too low."""
        ctx = self.week.ctx
        if activity.service_type != "basic":
            return False
        more = sum(ctx.period[t].minutes for t in pattern)
        for c in ctx.policy.binding("lead_by_own_staff", school_id):
            num, den = c.integer("own_share_num"), c.integer("own_share_den")
            if num is None or den is None:
                continue
            roles = c.words("roles") or tuple(OWN_ROLES)
            minutes: dict[bool, int] = defaultdict(int)
            for leader, m in self._led(school_id):
                own = is_own(leader, school_id, roles, c.flag("lent_counts"))
                minutes[own] += ctx.period[m.period_id].minutes
            own = is_own(person, school_id, roles, c.flag("lent_counts"))
            minutes[own] += more
            surplus = den * minutes[True] - num * sum(minutes.values())
            if surplus < (1 if c.flag("strict") else 0) and not own:
                return True
        return False

    def _led(self, school_id: str) -> list[tuple[StaffMember, Meeting]]:
        ctx = self.week.ctx
        return [
            (ctx.staff[m.staff_ids[0]], m)
            for t in ctx.views[school_id].periods
            for m in self.week.at[t]
            if m.service_type == "basic" and m.staff_ids
        ]


def is_own(person: StaffMember, school_id: str, roles: tuple[str, ...], lent_counts: bool) -> bool:
    """Tells whether what a person leads counts as led by the school's own staff."""
    at_home = person.home_school_id == school_id
    return person.role in roles and (at_home or (lent_counts and person.home_school_id is not None))


def _tally(found: dict[str, dict[str, Detail]]) -> Value:
    """Says how many people each limit keeps away, each person by the first."""
    counted = Counter(next(iter(limits)) for limits in found.values() if limits)
    return Row(
        tuple(
            Message(f"cause.tally_{limit}", {"count": counted[limit]})
            for limit in ORDER
            if counted[limit]
        )
    )


def _over(person: StaffMember, over: Over) -> dict[str, Value]:
    in_hours = over.limit in ("day", "week", "least")
    missing = abs(over.reached - over.allowed)
    figures: dict[str, Value] = {
        "allowed": class_hours(over.allowed) if in_hours else over.allowed,
        "missing": class_hours(missing) if in_hours else missing,
    }
    which = Message(f"cause.limit_{over.limit}", figures)
    return {"person": person.name, "which": which, **figures}
