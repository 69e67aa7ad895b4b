"""Who may work where and when: the families' bars, asked once per person, school and weekday."""

from dataclasses import dataclass, field
from datetime import date

from solver.domain import Activity, DutyPost, StaffMember, overlap
from solver.domain.base import ServiceType
from solver.model.context import Context
from solver.model.families import (
    balance_accounts,
    keep_pay_cap,
    keep_pay_floor,
    keep_pins,
    lead_by_own_staff,
    lend_within_area,
    require_clearance,
    require_skills,
    respect_availability,
)
from solver.model.reasons import Reason
from solver.model.school_view import Pattern
from solver.model.times import Time, post_key
from solver.policy import rate_fen

SHORT = 10
"""School days from which an absence or a missing paper is too long for others to cover."""


def closed(
    ctx: Context, person: StaffMember, school_id: str, dates: tuple[date, ...]
) -> Reason | None:
    """Returns why a person may not serve at a school on one of some dates, or ``None``."""
    return (
        require_clearance.bar(ctx, person, school_id, dates)
        or lead_by_own_staff.bar(ctx, person, school_id, dates)
        or respect_availability.bar_dates(person, dates)
    )


def unpayable(
    ctx: Context,
    person: StaffMember,
    school_id: str,
    service_type: ServiceType,
    dates: tuple[date, ...],
    rate: int | None,
    on_duty: bool = False,
) -> Reason | None:
    """Returns why a person may not be paid for a service on some dates at a rate, or ``None``.

    Without a rate: at any that the person may have there. Instructors are paid by their provider.
    """
    if person.role == "instructor":
        return None
    return (
        keep_pay_cap.bar(ctx, person, school_id, service_type, rate)
        or keep_pay_floor.bar(ctx, person, school_id, service_type, dates, rate)
        or balance_accounts.bar(ctx, person, school_id, service_type, on_duty)
    )


def suits_post(person: StaffMember, school_id: str, post: DutyPost) -> bool:
    """Tells whether a person's role, home and skills are those of a duty post."""
    if person.role == "instructor" or person.role not in post.roles:
        return False
    if post.own_staff_only and person.home_school_id != school_id:
        return False
    return post.skill is None or post.skill in person.skills


def blocked(
    ctx: Context, person: StaffMember, time: Time, dates: tuple[date, ...], every_week: bool = True
) -> tuple[date, ...]:
    """Returns the dates on which a meeting, exam or training of a school takes a time.

    Parameters
    ----------
    every_week : bool
        Whether blocks of every week count too.
    """
    blocks = [
        b
        for b in ctx.blocks.get(person.id, ())
        if overlap(b.start_min, b.end_min, time.start_min, time.end_min)
    ]
    if every_week and any(b.weekday == time.weekday for b in blocks):
        return dates
    return tuple(d for d in dates if any(b.on == d for b in blocks))


@dataclass
class People:
    """Cached answers to "may this person do this here?"."""

    ctx: Context
    _day: dict[tuple[str, str, int], bool] = field(default_factory=dict)
    _service: dict[tuple[str, str, str, int, bool], bool] = field(default_factory=dict)
    _slot: dict[tuple[str, str], bool] = field(default_factory=dict)
    _why: dict[tuple[str, str, str, str], dict[str, Reason]] = field(default_factory=dict)
    _shut: dict[tuple[str, str], dict[int, int]] = field(default_factory=dict)
    _askable: dict[tuple[str, str | None], list[StaffMember]] = field(default_factory=dict)

    def candidates(self, school_id: str) -> list[StaffMember]:
        """Returns the people who might work at a school, recording why others may not."""
        found = []
        view = self.ctx.views[school_id]
        provider_ids = {a.provider_id for a in view.activities.values() if a.provider_id}
        for person in self.ctx.district.staff:
            if person.role == "instructor":
                if person.provider_id in provider_ids:
                    found.append(person)
            elif person.home_school_id == school_id or school_id in person.lendable_to:
                reason = lend_within_area.bar(self.ctx, person, school_id, None)
                if reason is None:
                    found.append(person)
                else:
                    self.ctx.bar("staff", person.id, school_id, reason)
        return found

    def askable(self, school_id: str, activity: Activity) -> list[StaffMember]:
        """Returns who could be asked to serve in an activity at a school, whatever bars them.

        Home staff and people who may be lent; for a provider's activity its instructors.
        """
        key = (school_id, activity.provider_id)
        if key not in self._askable:
            self._askable[key] = [
                p
                for p in self.ctx.district.staff
                if p.provider_id == activity.provider_id
                and (
                    p.role == "instructor"
                    or p.home_school_id == school_id
                    or school_id in p.lendable_to
                )
            ]
        return self._askable[key]

    def may_work(
        self, person: StaffMember, school_id: str, activity: Activity, pattern: Pattern
    ) -> bool:
        """Tells whether a person may work in an activity over a pattern of a school."""
        return require_skills.may_assist(person, activity) and all(
            self._on_day(person, school_id, self.ctx.period[t].weekday)
            and self._in_service(
                person, school_id, activity.service_type, self.ctx.period[t].weekday
            )
            and self._in_time(person, self.ctx.times[t])
            for t in pattern
        )

    def may_stand(self, person: StaffMember, school_id: str, post: DutyPost) -> bool:
        """Tells whether a person may stand on a duty post of a school; it is basic service."""
        if not suits_post(person, school_id, post):
            return False
        # A post without class-hours pays nothing: no rate of pay keeps anybody off it.
        paid = post.class_hours_ch > 0
        return (
            self._on_day(person, school_id, post.weekday)
            and (
                self._in_service(person, school_id, "basic", post.weekday, on_duty=True)
                if paid
                else lend_within_area.bar(self.ctx, person, school_id, "basic") is None
            )
            and self._in_time(person, self.ctx.times[post_key(post.id)])
        )

    def why_not(
        self, person: StaffMember, school_id: str, activity: Activity, pattern: Pattern
    ) -> dict[str, Reason]:
        """Returns everything that keeps a person out of an activity's pattern, by kind.

        Kinds: ``lending``, ``clearance`` (papers, declared shortage), ``pin`` (absence pinned),
        ``pay``, ``away`` (absent, busy elsewhere, not available). Skills are asked apart.
        """
        found: dict[str, Reason] = {}
        for t in pattern:
            key = (person.id, school_id, activity.service_type, t)
            if key not in self._why:
                self._why[key] = self._reasons(person, activity.service_type, self.ctx.times[t])
            found = self._why[key] | found
        return found

    def why_not_paid(
        self,
        person: StaffMember,
        school_id: str,
        activity: Activity,
        period_id: str,
        students: int,
    ) -> Reason | None:
        """Returns why a person may not be paid for a meeting of so many students, or ``None``."""
        service = activity.service_type
        dates = self._dates(school_id, self.ctx.period[period_id].weekday)
        rate = rate_fen(person, service, students)
        return unpayable(self.ctx, person, school_id, service, dates, rate)

    def why_not_stand(self, person: StaffMember, post: DutyPost) -> dict[str, Reason]:
        """Returns everything that keeps a person who suits a duty post off it, by kind."""
        found = self._reasons(person, "basic", self.ctx.times[post_key(post.id)], on_duty=True)
        if not post.class_hours_ch:
            found.pop("pay", None)
        return found

    def _reasons(
        self,
        person: StaffMember,
        service_type: ServiceType,
        time: Time,
        on_duty: bool = False,
    ) -> dict[str, Reason]:
        ctx, school_id = self.ctx, time.school_id
        dates = self._dates(school_id, time.weekday)
        asked = {
            "lending": lend_within_area.bar(ctx, person, school_id, service_type),
            "clearance": require_clearance.bar(ctx, person, school_id, dates)
            or lead_by_own_staff.bar(ctx, person, school_id, dates),
            "pin": keep_pins.bar(ctx, person, school_id, time.weekday),
            "pay": self._paid_wrong(person, school_id, service_type, dates, on_duty),
            "away": respect_availability.bar_dates(person, dates)
            or respect_availability.bar_time(person, time)
            or (respect_availability.busy(person) if blocked(ctx, person, time, dates) else None),
        }
        return {kind: reason for kind, reason in asked.items() if reason is not None}

    def _paid_wrong(
        self,
        person: StaffMember,
        school_id: str,
        service_type: ServiceType,
        dates: tuple[date, ...],
        on_duty: bool,
    ) -> Reason | None:
        """Returns why no group is paid within cap and floor, or no duty, which has no group."""
        rate = rate_fen(person, service_type, None) if on_duty else None
        return unpayable(self.ctx, person, school_id, service_type, dates, rate, on_duty)

    def _dates(self, school_id: str, weekday: int) -> tuple[date, ...]:
        return self.ctx.views[school_id].pattern_dates(weekday)

    def _on_day(self, person: StaffMember, school_id: str, weekday: int) -> bool:
        key = (person.id, school_id, weekday)
        if key not in self._day:
            allowed = self.ctx.day_school.get((person.id, weekday))
            dates = self._dates(school_id, weekday)
            reason = keep_pins.bar(self.ctx, person, school_id, weekday)
            if reason is None and not self._may_be_covered(person, school_id, weekday):
                reason = closed(self.ctx, person, school_id, dates)
            if reason is not None:
                self.ctx.bar("staff", person.id, school_id, reason)
            self._day[key] = reason is None and allowed in (None, school_id)
        return self._day[key]

    def _may_be_covered(self, person: StaffMember, school_id: str, weekday: int) -> bool:
        """Tells whether few enough dates are closed for others to stand in on those."""
        ctx = self.ctx
        if ctx.no_gaps is None or (person.id, weekday) in ctx.no_gaps:
            return False
        shut = self._closed_dates(person, school_id)
        dates = len(self._dates(school_id, weekday))
        return sum(shut.values()) < SHORT and 2 * shut.get(weekday, 0) < dates

    def _closed_dates(self, person: StaffMember, school_id: str) -> dict[int, int]:
        """Returns by weekday on how many dates a person may not serve at a school."""
        key = (person.id, school_id)
        if key not in self._shut:
            days = {d: self._dates(school_id, d) for d in range(1, 8)}
            every = tuple(sorted(day for dates in days.values() for day in dates))
            # Who may serve on all dates together, as nearly everybody, may on each of them.
            open_ = closed(self.ctx, person, school_id, every) is None
            self._shut[key] = {} if open_ else {
                d: sum(1 for day in dates if closed(self.ctx, person, school_id, (day,)))
                for d, dates in days.items()
            }  # fmt: skip
        return self._shut[key]

    def _in_service(
        self,
        person: StaffMember,
        school_id: str,
        service_type: ServiceType,
        weekday: int,
        on_duty: bool = False,
    ) -> bool:
        key = (person.id, school_id, service_type, weekday, on_duty)
        if key not in self._service:
            reason = lend_within_area.bar(self.ctx, person, school_id, service_type)
            if reason is None:
                dates = self._dates(school_id, weekday)
                reason = self._paid_wrong(person, school_id, service_type, dates, on_duty)
            if reason is not None:
                self.ctx.bar("staff", person.id, school_id, reason)
            self._service[key] = reason is None
        return self._service[key]

    def _in_time(self, person: StaffMember, time: Time) -> bool:
        key = (person.id, time.id)
        if key not in self._slot:
            is_open = respect_availability.bar_time(person, time) is None
            if is_open and person.id in self.ctx.blocks:
                is_open = not self._is_blocked(person, time)
            self._slot[key] = is_open
        return self._slot[key]

    def _is_blocked(self, person: StaffMember, time: Time) -> bool:
        """Tells whether blocks bar a time; others stand in on a few dates, as in an absence."""
        dates = self._dates(time.school_id, time.weekday)
        taken = blocked(self.ctx, person, time, dates)
        few = len(taken) < SHORT and 2 * len(taken) < len(dates)
        covered = few and self._may_be_covered(person, time.school_id, time.weekday)
        return bool(taken) and not covered
