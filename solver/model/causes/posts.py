"""Why a duty post lacks people, or a lunch its leader: who could stand there, what keeps them off.

Where counting found too few who may stand there at all, its finding is the cause.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from solver.domain import StaffMember
from solver.domain.messages.said import Message, Row, Value
from solver.model.causes.analysis import Analysis
from solver.model.causes.people import tally
from solver.model.extract import SchoolPart
from solver.model.own_adult import is_own_adult
from solver.model.people import suits_post
from solver.plan import UnmetNeed
from solver.policy import Post


class _Gap(NamedTuple):
    """People missing: at a post, or a leader at a lunch period that a post would hold."""

    family: str
    kind: str
    subject: str
    post: Post
    time: str
    minutes: int
    people: int
    suits: Callable[[StaffMember], bool]


def post_needs(analysis: Analysis, part: SchoolPart) -> Iterator[UnmetNeed]:
    """Yields one row per post with people missing and per lunch without a leader."""
    standing: dict[str, set[str]] = {}
    for duty in part.duties:
        standing.setdefault(duty.post_id, set()).update(duty.staff_ids)
    for gap in _gaps(analysis, part):
        if gap.post.school.id in part.untried:
            yield _row(gap, _told(f"cause.{gap.kind}_no_time", _figures(gap)))
        else:
            yield _row(gap, _cause(analysis, gap, standing.get(gap.post.record.id, set())))


def _gaps(analysis: Analysis, part: SchoolPart) -> Iterator[_Gap]:
    for post_id, missing in part.unmanned.items():
        post, _dates = analysis.ctx.posts[post_id]
        span, minutes, suits = post.record.span, post.minutes, _suiting(post)
        yield _Gap("staff_duty_posts", "post", post_id, post, span, minutes, missing, suits)
    for company in analysis.ctx.companies:
        post, t = company.posts[0], company.period
        if t.id in part.alone:
            suits = _leading(post.school.id)
            yield _Gap("serve_lunch", "lunch", t.id, post, t.span, t.minutes, 1, suits)


def _suiting(post: Post) -> Callable[[StaffMember], bool]:
    return lambda p: suits_post(p, post.school.id, post.record)


def _leading(school_id: str) -> Callable[[StaffMember], bool]:
    return lambda p: p.role == "leader" and is_own_adult(p, school_id)


def _row(gap: _Gap, cause: tuple[str, dict[str, str], str, str]) -> UnmetNeed:
    code, params, text_zh, text_en = cause
    return UnmetNeed(
        family=gap.family,
        school_id=gap.post.school.id,
        class_id=None,
        weekday=gap.post.record.weekday,
        period_id=gap.subject,
        component="care",
        student_periods=gap.people,
        minutes=gap.people * gap.minutes,
        cause=code,
        cause_params=params,
        text_zh=text_zh,
        text_en=text_en,
    )


def _cause(
    analysis: Analysis, gap: _Gap, standing: set[str]
) -> tuple[str, dict[str, str], str, str]:
    for shortage in analysis.shortages(gap.post.school.id):
        finding = shortage.finding
        if shortage.kind == "posts" and gap.subject in (finding.subject, *shortage.posts):
            return finding.code, dict(finding.params), finding.text_zh, finding.text_en
    record = gap.post.record
    able = [p for p in analysis.ctx.district.staff if gap.suits(p) and p.id not in standing]
    limits = {p.id: analysis.staff.post_limits(p, record) for p in able}
    free = [p for p in able if not limits[p.id]]
    params = _figures(gap) | {"able": len(able)}
    if free:
        people = Row(tuple(p.name for p in free[: gap.people]))
        return _told(f"cause.{gap.kind}_search", params | {"person": people})
    return _told(f"cause.{gap.kind}_taken", params | {"tally": tally(limits)})


def _figures(gap: _Gap) -> dict[str, Value]:
    record = gap.post.record
    return {
        "school": gap.post.school.name,
        "post": record.role,
        "weekday": str(record.weekday),
        "time": gap.time,
        "needed": record.people_needed,
        "short": gap.people,
    }


def _told(key: str, params: dict[str, Value]) -> tuple[str, dict[str, str], str, str]:
    message = Message(key, params)
    return message.key, message.flat(), message.said("zh"), message.said("en")
