"""`lend_within_area`: lending leaves no need of the home school open.

A person is lent while the home school states a need that the person could fill: for this each
stated need is tried on a plan that holds the person's own work and nothing else. If the person
could do it beside the work at home, but not beside the work elsewhere as well, it is the lending
that leaves the need open. Needs that fail for want of a room, a skill, papers or because the person
may not work more are not laid at its door.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from solver.domain import Activity, DutyPost, Period, Room, SchoolClass, StaffMember
from solver.plan import Duty, Meeting, UnmetNeed, Violation
from solver.verify.booking import Booking
from solver.verify.context import Context
from solver.verify.epochs import weekly
from solver.verify.families.allow_travel import check_allow_travel
from solver.verify.families.clashes import check_avoid_staff_clashes
from solver.verify.families.fit_rooms import check_fit_rooms
from solver.verify.families.limit_hours import check_limit_hours
from solver.verify.families.pay import check_keep_pay_cap, check_keep_pay_floor
from solver.verify.families.require_clearance import check_require_clearance
from solver.verify.families.require_skills import check_require_skills
from solver.verify.families.respect_availability import check_respect_availability
from solver.verify.report import Word, breach

FAMILY = "lend_within_area"
POSTS = "staff_duty_posts"
ALONE = (
    check_respect_availability,
    check_require_skills,
    check_fit_rooms,
    check_require_clearance,
    check_keep_pay_cap,
    check_keep_pay_floor,
    check_avoid_staff_clashes,
    check_limit_hours,
)
"""What a person must keep at home."""
TOGETHER = (check_avoid_staff_clashes, check_limit_hours, check_allow_travel)
"""What the work elsewhere may be in the way of."""
Trial = Meeting | Duty
Check = Callable[[Context], list[Violation]]


@weekly
def check_home_first(ctx: Context) -> list[Violation]:
    """Checks everybody lent against the needs that the home school leaves open.

    One record per person, at the first need that the person could fill.
    """
    open_at: dict[str, list[UnmetNeed]] = {
        school_id: list(rows)
        for school_id, rows in groupby(
            sorted(
                (n for n in ctx.plan.unmet if n.student_periods),
                key=lambda n: (n.school_id, n.weekday, n.period_id, n.class_id or ""),
            ),
            key=lambda n: n.school_id,
        )
    }
    found = []
    for person_id, served in sorted(ctx.of_person.items()):
        person = ctx.staff[person_id]
        home = person.home_school_id
        away = [b for b in served if b.school.id != home]
        if home in open_at and away and person.role != "instructor":
            found += _Person(ctx, person, served, away).first_breach(open_at[home])
    return found


class _Person:
    """One person who is lent, with the work at home and elsewhere."""

    def __init__(
        self, ctx: Context, person: StaffMember, served: list[Booking], away: list[Booking]
    ) -> None:
        self.ctx, self.person, self.served, self.away = ctx, person, served, away
        self.home = ctx.schools[person.home_school_id or ""]
        self.at_home = [b for b in served if b.school is self.home]

    def first_breach(self, needs: list[UnmetNeed]) -> list[Violation]:
        for need in needs:
            for trial, words in self._trials(need):
                if not self._adds(ALONE, self.at_home, trial) and self._adds(
                    TOGETHER, self.served, trial
                ):
                    return [self._record(need, words)]
        return []

    def _adds(self, checks: Sequence[Check], work: Sequence[Booking], trial: Trial) -> bool:
        """Tells whether a trial breaks something that the work alone does not."""
        before = self._broken(checks, work, ())
        return bool(self._broken(checks, work, (trial,)) - before)

    def _broken(
        self, checks: Sequence[Check], work: Sequence[Booking], more: Sequence[Trial]
    ) -> set[tuple[object, ...]]:
        trials = [t for t in more if isinstance(t, Meeting)]
        posts = {d.id: d for d in self.ctx.plan.duties}
        plan = self.ctx.plan.model_copy(
            update={
                "sections": (),
                "unmet": (),
                "meetings": (*(b.meeting for b in work if b.post is None), *trials),
                "duties": (
                    *(posts[b.id] for b in work if b.post is not None and b.id in posts),
                    *(d for d in more if isinstance(d, Duty)),
                ),
            }
        )
        alone = Context(self.ctx.district, self.ctx.pack, plan)
        return {
            (v.clause_id, v.code, v.subject, v.period_id, v.amount, *sorted(v.params.items()))
            for check in checks
            for v in check(alone)
            if v.code != "under_min_week_ch"
        }

    def _record(self, need: UnmetNeed, word: Word | str) -> Violation:
        is_post = need.family == POSTS
        if is_post:
            record = self.ctx.posts[need.period_id].record
            period = Period(
                id=record.id,
                weekday=record.weekday,
                start_min=record.start_min,
                end_min=record.end_min,
            )
        else:
            period = self.ctx.periods[need.period_id][1]
        return breach(
            FAMILY,
            "home_post_left_short" if is_post else "home_left_short",
            school=self.home,
            at=period,
            subject=self.person.id,
            amount=need.student_periods,
            unit="people" if is_post else "student_periods",
            person=self.person.name,
            host=self.away[0].school.name,
            needs=need.student_periods,
            post=word,
            activity=word,
        )

    def _trials(self, need: UnmetNeed) -> Iterator[tuple[Trial, Word | str]]:
        """Yields the work that would fill a need, or a part of it."""
        ctx = self.ctx
        if need.family == POSTS:
            post = ctx.posts.get(need.period_id)
            if post is not None and post.school is self.home and self._stands_on(post.record):
                yield self._duty(need.period_id), Word(post.record.role)
            return
        period, school_class = ctx.periods.get(need.period_id), ctx.classes.get(need.class_id or "")
        if period is None or school_class is None:
            return
        component = ctx.cells.get((school_class[1].id, period[1].id), need.component)
        size = need.student_periods if component == "split" else school_class[1].present(period[1])
        wanted = "care" if component == "split" else component
        for a in ctx.district.activities:
            if self._suits(a, wanted, school_class[1], period[1], size):
                for room in self._rooms(period[1]):
                    meeting = self._meeting(a, school_class[1], period[1], room, need)
                    yield meeting, a.title

    def _stands_on(self, post: DutyPost) -> bool:
        skilled = post.skill is None or post.skill in self.person.skills
        return skilled and self.person.role in post.roles

    def _suits(
        self, a: Activity, component: str, c: SchoolClass, period: Period, size: int
    ) -> bool:
        return (
            a.school_id in (None, self.home.id)
            and a.provider_id is None
            and a.grouping in ("by_class", "merged")
            and a.component == component
            and a.window == period.window
            and a.helpers == 0
            and a.suits_grade(c.grade)
            and (not a.weekdays or period.weekday in a.weekdays)
            and a.min_students <= size <= a.capacity
            and a.skill in (None, *self.person.skills)
        )

    def _rooms(self, period: Period) -> Iterator[Room]:
        """Yields the rooms of the home school in which there is room for a section."""
        for room in self.home.rooms:
            inside = [
                b
                for b in self.ctx.of_room.get(room.id, ())
                if b.period.weekday == period.weekday
                and b.period.start_min < period.end_min
                and period.start_min < b.period.end_min
            ]
            if len(inside) < room.sections_at_once:
                yield room

    def _meeting(
        self, a: Activity, c: SchoolClass, period: Period, room: Room, need: UnmetNeed
    ) -> Meeting:
        first, last = self.ctx.term.first_day, self.ctx.term.last_day
        return Meeting(
            id="trial",
            school_id=self.home.id,
            weekday=period.weekday,
            period_id=period.id,
            activity_id=a.id,
            section_id="trial",
            component=a.component,
            service_type=a.service_type,
            room_id=room.id,
            staff_ids=(self.person.id,),
            class_counts={c.id: need.student_periods},
            from_date=max(first, need.from_date or first),
            to_date=min(last, need.to_date or last),
        )

    def _duty(self, post_id: str) -> Duty:
        term = self.ctx.term
        return Duty(
            id="trial",
            school_id=self.home.id,
            post_id=post_id,
            weekday=self.ctx.posts[post_id].record.weekday,
            staff_ids=(self.person.id,),
            from_date=term.first_day,
            to_date=term.last_day,
        )
