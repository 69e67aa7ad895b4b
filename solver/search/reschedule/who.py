"""Who may take a piece of work on a date, and if not, why.

Only what bars a person by themselves; what else they do that day or week is the program's.
"""

from dataclasses import dataclass
from datetime import date

from solver.domain import StaffMember
from solver.model.context import Context
from solver.model.families import (
    balance_accounts,
    keep_pay_cap,
    keep_pay_floor,
    keep_pins,
    lend_within_area,
    require_skills,
    respect_availability,
)
from solver.model.lending_quotas import is_bounded
from solver.model.people import blocked, closed, suits_post, unpayable
from solver.model.reasons import Reason, structure
from solver.search.reschedule.items import Item


@dataclass
class Who:
    """Answers for one district; ``ctx`` has views of every school that is asked about."""

    ctx: Context

    def __post_init__(self) -> None:
        self._always: dict[tuple[str, str, bool], Reason | None] = {}
        self._dated: dict[tuple[str, str, date], Reason | None] = {}

    def bar(self, person: StaffMember, item: Item, leads: bool, day: date) -> Reason | None:
        """Returns why a person may not take a place of an item on a date, or ``None``."""
        key = (person.id, item.id, leads)
        if key not in self._always:
            self._always[key] = self._never(person, item, leads)
        return self._always[key] or self.on(person, item, day)

    def on(self, person: StaffMember, item: Item, day: date) -> Reason | None:
        """Returns what bars a person on this date only: absence, papers, blocks, pay of the day."""
        key = (person.id, item.id, day)
        if key not in self._dated:
            self._dated[key] = self._today(person, item, day)
        return self._dated[key]

    def _today(self, person: StaffMember, item: Item, day: date) -> Reason | None:
        ctx, dates = self.ctx, (day,)
        found = closed(ctx, person, item.school_id, dates)
        if found is None and blocked(ctx, person, item.time, dates):
            found = respect_availability.busy(person)
        if found is None and item.is_paid and person.role != "instructor":
            rate = item.rate_of(person)
            found = keep_pay_floor.bar(ctx, person, item.school_id, item.service_type, dates, rate)
        return found

    def may_pay(self, person: StaffMember, item: Item, day: date, more: int) -> bool:
        """Tells whether cap and floor allow what an item pays with so many students more.

        Only pay by the size of the group changes: others were asked before.
        """
        if not person.group_pay:
            return True
        rate, service = item.rate_of(person, more), item.service_type
        return unpayable(self.ctx, person, item.school_id, service, (day,), rate) is None

    def _never(self, person: StaffMember, item: Item, leads: bool) -> Reason | None:
        ctx, school_id, a = self.ctx, item.school_id, item.activity
        if item.post is not None:
            if not suits_post(person, school_id, item.post.record):
                return structure("staff_duty_posts", "unused.post_not_suited", person=person.name)
        elif a is not None and person.provider_id != a.provider_id:
            return structure("require_skills", "unused.other_provider", person=person.name)
        elif a is not None and leads and not require_skills.may_lead(person, a):
            return structure(
                "require_skills", "unused.no_skill", person=person.name, skill=a.skill or "-"
            )
        host = next(s for s in ctx.district.schools if s.id == school_id)
        if person.id not in item.staff_ids and is_bounded(ctx.policy, person, host):
            # Whoever comes for single dates would count against the quota of those weeks.
            return structure("lend_within_area", "unused.lending_quota", person=person.name)
        found = (
            lend_within_area.bar(ctx, person, school_id, item.service_type)
            or keep_pins.bar(ctx, person, school_id, item.time.weekday)
            or respect_availability.bar_time(person, item.time)
        )
        if found is None and item.is_paid and person.role != "instructor":
            found = keep_pay_cap.bar(
                ctx, person, school_id, item.service_type, item.rate_of(person)
            ) or balance_accounts.bar(
                ctx, person, school_id, item.service_type, on_duty=item.post is not None
            )
        return found
