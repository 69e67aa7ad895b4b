"""The district of one segment of the term: its dates, clocks, activities and share of the money."""

from datetime import date

from solver.domain import Activity, District, School, Term
from solver.domain.base import Fen
from solver.domain.calendar import first_service_day, service_dates
from solver.domain.term import DateRange
from solver.model.families.balance_workload import target_now
from solver.model.statement import fixed_lines


class PartActivity(Activity):
    """An activity in a part of the term: its fee is a share, caps are about the whole fee."""

    whole_fee_fen: Fen

    @property
    def term_fee_fen(self) -> int:
        """The fee of a student for the whole term."""
        return self.whole_fee_fen


def clip(district: District, part: DateRange) -> District:
    """Returns the district of one segment: its term, periods and activities only.

    What belongs to other phases goes, with the wishes and pins that need it; classes that begin
    after the segment have nobody in it.
    """
    whole = district.term
    if (part.first, part.last) == (whole.first_day, whole.last_day) and not _has_phases(district):
        return district
    term = clip_term(whole, part)
    dates = dates_of(district, term)
    live = {p.id for p in whole.phases if any(p.holds(day) for day in dates)}
    activities = tuple(a for a in district.activities if not a.phase_ids or live & {*a.phase_ids})
    kept = {a.id for a in activities}
    late = {
        c.id
        for s in district.schools
        for c in s.classes
        if first_service_day(s, whole, (c.grade,)) > part.last
    }
    schools = tuple(
        _share_money(district, s, _clip_school(s, term, live), whole, term)
        for s in district.schools
    )
    periods = {p.id for s in schools for p in s.periods}
    fund = district.fund
    if fund is not None:
        size = fund.size_fen * len(_days(term)) // len(_days(whole))
        fund = fund.model_copy(update={"size_fen": size})
    return district.model_copy(
        update={
            "term": term,
            "fund": fund,
            "schools": schools,
            "activities": tuple(_share_fee(a, whole, term) for a in activities),
            # The hours already done lower the target by the weeks of the whole term.
            "staff": tuple(
                p.model_copy(update={"target_week_ch": target_now(p, whole), "done_ch": 0})
                for p in district.staff
            ),
            "choice_counts": tuple(
                c
                for c in district.choice_counts
                if c.activity_id in kept and c.class_id not in late
            ),
            "students": tuple(
                s.model_copy(
                    update={
                        "choices": tuple(
                            c.model_copy(update={"activity_ids": left})
                            for c in s.choices
                            if s.class_id not in late
                            and (left := tuple(a for a in c.activity_ids if a in kept))
                        )
                    }
                )
                for s in district.students
            ),
            "pins": tuple(
                p
                for p in district.pins
                if p.kind == "absence"
                or (p.period_id in periods and getattr(p, "activity_id", None) in (None, *kept))
            ),
        }
    )


def _has_phases(district: District) -> bool:
    return (
        any(p.phase_ids for s in district.schools for p in s.periods)
        or any(p.phase_ids for s in district.schools for p in s.duty_posts)
        or any(a.phase_ids for a in district.activities)
    )


def _days(term: Term) -> list[date]:
    """Dates of Monday's to Friday's pattern, those that weekly money is counted by."""
    return [d for weekday in range(1, 6) for d in service_dates(term, "", weekday)] or [
        term.first_day
    ]


def _share_fee(activity: Activity, term: Term, part: Term) -> Activity:
    """Gives a segment the part of an activity's fee that it may count on, by its own dates."""
    if not (activity.fee_fen or activity.consumables_fen):
        return activity
    phases = [p for p in term.phases if p.id in activity.phase_ids]
    every = [d for d in _days(term) if not phases or any(p.holds(d) for p in phases)]
    own = [d for d in _days(part) if d in set(every)]
    own_days, all_days = len(own), max(1, len(every))
    # A part of a part (a segment that is cut again) keeps the fee of the term.
    fields = {
        **dict(activity),
        "fee_fen": activity.fee_fen * own_days // all_days,
        "consumables_fen": activity.consumables_fen * own_days // all_days,
        "whole_fee_fen": activity.term_fee_fen,
    }
    return PartActivity.model_construct(**fields)


def _share_money(district: District, whole: School, cut: School, term: Term, part: Term) -> School:
    """Gives a segment its part of the term's money, by dates; the plan's accounts are exact.

    The share goes into the opening balance, so that fees and subsidies keep their own figures.
    """
    own = len(_days(part))
    every = len(_days(term))
    funding = []
    for entire, left in zip(whole.funding, cut.funding, strict=True):
        total = entire.opening_fen + sum(x.amount_fen for x in fixed_lines(district, whole, entire))
        lines = sum(x.amount_fen for x in fixed_lines(district, cut, left))
        funding.append(left.model_copy(update={"opening_fen": total * own // every - lines}))
    return cut.model_copy(update={"funding": tuple(funding)})


def _clip_school(school: School, term: Term, live: set[str]) -> School:
    periods = tuple(
        p.model_copy(update={"phase_ids": ()})
        for p in school.periods
        if not p.phase_ids or live & {*p.phase_ids}
    )
    ids = {p.id for p in periods}
    seasons = {s.id for s in term.seasons}
    late = {g for s in school.service_starts if s.first_day > term.last_day for g in s.grades}
    nobody = {
        "participants": {},
        "participants_by_period": {},
        "lunch_eaters": 0,
        "extended_care": 0,
        "evening_study": 0,
    }
    return school.model_copy(
        update={
            "periods": periods,
            "duty_posts": tuple(
                p.model_copy(update={"phase_ids": ()})
                for p in school.duty_posts
                if not p.phase_ids or live & {*p.phase_ids}
            ),
            "fixed_grid": tuple(c for c in school.fixed_grid if c.period_id in ids),
            "off_work": tuple(o for o in school.off_work if o.season_id in seasons),
            "classes": tuple(
                c.model_copy(update=nobody) if c.grade in late else c for c in school.classes
            ),
        }
    )


def clip_term(term: Term, part: DateRange) -> Term:
    """Returns the term from a segment's first day to its last."""
    return term.model_copy(
        update={
            "first_day": part.first,
            "last_day": part.last,
            "make_up_days": tuple(m for m in term.make_up_days if part.holds(m.day)),
            "seasons": tuple(
                s for s in term.seasons if s.first <= part.last and part.first <= s.last
            ),
        }
    )


def dates_of(district: District, term: Term) -> set[date]:
    """Returns the dates in a term on which any school has a period."""
    return {
        day
        for school in district.schools
        for weekday in {p.weekday for p in school.periods}
        for day in service_dates(term, school.id, weekday)
    }
