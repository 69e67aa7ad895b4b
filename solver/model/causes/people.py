"""Who could take one more meeting, and what keeps the others from it."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from solver.domain import Activity, DutyPost, StaffMember
from solver.domain.base import OWN_ROLES
from solver.domain.messages import class_hours
from solver.domain.messages.said import Message, Row, Value
from solver.model.causes.blocks import ORDER, Block
from solver.model.causes.home import needed_at_home
from solver.model.causes.hours import Over
from solver.model.causes.taken import Detail, taken
from solver.model.causes.week import Week, most_at_once
from solver.model.families import require_skills
from solver.model.own_adult import is_own_adult
from solver.model.people import People
from solver.model.reasons import Reason
from solver.model.school_view import Pattern
from solver.model.shortages.who import skills
from solver.model.times import post_key
from solver.plan import Meeting


@dataclass
class Staff:
    """The people of a district beside a plan."""

    week: Week
    people: People
    _known: dict[tuple[str, str, Pattern, int], tuple[tuple[str, ...], list[Block]]] = field(
        default_factory=dict
    )

    def team(
        self, school_id: str, activity: Activity, pattern: Pattern, students: int
    ) -> tuple[tuple[str, ...], list[Block]]:
        """Returns a leader and helpers who are free for a meeting, and what is in the way.

        How many ``students`` it has counts where people are paid by the size of the group.
        """
        by_size = any(p.group_pay for p in self.week.ctx.district.staff)
        key = (school_id, activity.id, pattern, students if by_size else 0)
        if key not in self._known:
            self._known[key] = self._team(school_id, activity, pattern, key[3])
        return self._known[key]

    def joined(self, meetings: Sequence[Meeting], more: int) -> list[Block]:
        """Returns what forbids to pay the people of meetings if so many more students come."""
        for m in meetings:
            activity = self.week.ctx.activity[m.activity_id]
            students = sum(m.class_counts.values()) + more
            for w in m.staff_ids:
                person = self.week.ctx.staff[w]
                reason = self.people.why_not_paid(
                    person, m.school_id, activity, m.period_id, students
                )
                if person.group_pay and reason is not None:
                    params: dict[str, Value] = {
                        "activity": activity.title,
                        "skill": skills([activity]),
                        "able": 1,
                        "tally": tally({w: {"pay": reason}}),
                        "reason": Message(reason.code, dict(reason.params)),
                    }
                    return [Block("pay", params)]
        return []

    def _team(
        self, school_id: str, activity: Activity, pattern: Pattern, students: int
    ) -> tuple[tuple[str, ...], list[Block]]:
        leads = self._candidates(school_id, activity, leads=True)
        of_leader = {
            p.id: self._limits(p, school_id, activity, pattern, students, True) for p in leads
        }
        free = [w for w, limits in of_leader.items() if not limits]
        blocks = [] if free else self._of_leader(activity, leads, of_leader)
        if not activity.helpers:
            return tuple(free[:1]), blocks
        own = {p.id for p in self.week.ctx.district.staff if is_own_adult(p, school_id)}
        staff_ids = sorted(free, key=lambda w: w not in own)[:1]
        helps = self._candidates(school_id, activity, leads=False)
        of_helper = {
            p.id: self._limits(p, school_id, activity, pattern, students, False) for p in helps
        }
        idle = [w for w, limits in of_helper.items() if not limits and w not in staff_ids]
        # Where nobody else of the school is there, one of it has to lead or help.
        idle.sort(key=lambda w: w not in own)
        staff_ids += idle[: activity.helpers]
        params: dict[str, Value] = {
            "activity": activity.title,
            "skill": skills([activity]),
            "able": len(leads),
            "needed": activity.helpers,
            "there": len(idle),
            "tally": tally(of_helper),
        }
        if free and own.isdisjoint(staff_ids) and not self._has_company(school_id, pattern):
            blocks.append(Block("own_adult", params))
        if len(idle) < activity.helpers:
            blocks.append(Block("helpers", params, activity.helpers - len(idle)))
        return tuple(staff_ids), blocks

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
        params["tally"] = tally(found)
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
        students: int,
        leads: bool,
    ) -> dict[str, Detail]:
        """Returns every limit that keeps a person from a meeting, in their order."""
        times = [self.week.ctx.times[t] for t in pattern]
        found = taken(self.week, person, times)
        found |= self.people.why_not(person, school_id, activity, pattern)
        if needed_at_home(self.week, self.people, person, times):
            found["home_first"] = None
        if person.group_pay and "pay" not in found:
            for t in pattern:
                reason = self.people.why_not_paid(person, school_id, activity, t, students)
                found |= {"pay": reason} if reason is not None else {}
        if self._provider_is_full(person, pattern):
            found["provider_limit"] = None
        if leads and self._breaks_share(person, school_id, activity, pattern):
            found["share"] = None
        alone = leads and not activity.helpers and not is_own_adult(person, school_id)
        if alone and not self._has_company(school_id, pattern):
            found["own_adult"] = None
        return {limit: found[limit] for limit in ORDER if limit in found}

    def post_limits(self, person: StaffMember, post: DutyPost) -> dict[str, Detail]:
        """Returns every limit that keeps a person who suits a duty post off it, in their order."""
        times = [self.week.ctx.times[post_key(post.id)]]
        found = taken(self.week, person, times)
        found |= self.people.why_not_stand(person, post)
        if needed_at_home(self.week, self.people, person, times):
            found["home_first"] = None
        return {limit: found[limit] for limit in ORDER if limit in found}

    def _has_company(self, school_id: str, pattern: Pattern) -> bool:
        """Tells whether somebody of the school is there all the time, whoever leads."""
        return all(self.week.has_own_adult(self.week.ctx.times[t]) for t in pattern)

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


def tally(found: dict[str, dict[str, Detail]]) -> Value:
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
