"""From a point of the model to sections and meetings, school by school.

Whatever the model counted together (sections of a pattern, rooms of a kind, leaders of groups) is
told apart here; every choice is by id, so the same point gives the same plan.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from solver.domain.calendar import first_service_day
from solver.model.context import Context
from solver.model.draft import Draft
from solver.model.extract_duties import duties
from solver.model.extract_rooms import assign_rooms
from solver.model.extract_sections import draft_sections
from solver.model.extract_staff import group_leaders, section_leaders
from solver.model.grid import cell_var
from solver.model.school_view import GROUP_COMPONENTS, WALKING, SchoolView
from solver.model.variables import ClassSet
from solver.plan import Duty, GridEntry, Meeting, Section


@dataclass
class SchoolPart:
    """The plan of some schools: grid, sections, meetings, duties, and the needs left open."""

    grid: list[GridEntry] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    duties: list[Duty] = field(default_factory=list)
    unmet: dict[tuple[str, str], int] = field(default_factory=dict)
    unmanned: dict[str, int] = field(default_factory=dict)
    """People missing by duty post."""
    alone: list[str] = field(default_factory=list)
    """Lunch periods without the leader whom a clause asks for."""
    untried: frozenset[str] = frozenset()
    """Schools that no search had time for: what they lack says nothing of what is possible."""


def extract(
    ctx: Context,
    point: Sequence[int],
    leaders: Mapping[tuple[str, ClassSet, str], str] | None = None,
) -> SchoolPart:
    """Returns the plan part that a point of the model stands for.

    ``leaders`` are those that groups (activity, class set, period) had before; they stay where
    the point leaves a choice.
    """
    part = SchoolPart()
    for view in ctx.views.values():
        part.grid += _grid(ctx, view, point)
        drafts = _groups(ctx, view, point)
        group_leaders(ctx, view, point, drafts, leaders or {})
        sections = draft_sections(ctx, view, point)
        section_leaders(ctx, point, sections)
        assign_rooms(ctx, view, [*drafts, *sections])
        _name(ctx, view, part, drafts, sections)
    part.duties = duties(ctx, point)
    part.unmanned = {post: point[var] for post, var in ctx.v.post_short.items() if point[var]}
    part.alone = [t for t, var in ctx.v.lunch_alone.items() if point[var]]
    for (c, t), var in ctx.v.unmet.items():
        if point[var]:
            part.unmet[(c, t)] = point[var]
    return part


def _grid(ctx: Context, view: SchoolView, point: Sequence[int]) -> list[GridEntry]:
    found = []
    for c in view.classes:
        for t in view.slots[c]:
            for k in (*GROUP_COMPONENTS, *WALKING):
                var = cell_var(ctx, c, t, k)
                if var is not None and point[var]:
                    found.append(GridEntry(class_id=c, period_id=t, component=k))
    return found


def _groups(ctx: Context, view: SchoolView, point: Sequence[int]) -> list[Draft]:
    rooms = {key[:3]: key[3] for key, var in ctx.v.group_room.items() if point[var]}
    found = []
    for (a, classes, t), var in ctx.v.group.items():
        if point[var] and t in view.periods:
            counts = {c: view.present(c, t) for c in classes}
            key = rooms.get((a, classes, t))
            found.append(Draft(view.school.id, a, (t,), counts, classes, key))
    for (a, classes, t), var in ctx.v.stay_group.items():
        if point[var] and t in view.periods:
            counts = {c: point[ctx.v.stay[(c, t)]] for c in classes}
            key = rooms.get((a, (*classes, "stay"), t))
            found.append(Draft(view.school.id, a, (t,), counts, classes, key))
    for draft in found:
        if draft.room_key is None:
            home = view.home_room(draft.classes[0])
            draft.room_id = home.id if home else None
    return found


def _name(
    ctx: Context,
    view: SchoolView,
    part: SchoolPart,
    groups: list[Draft],
    sections: list[Draft],
) -> None:
    """Gives ids: groups of the same class, leader and room become one section of the week."""
    merged: dict[tuple[object, ...], list[Draft]] = {}
    for draft in groups:
        key = (draft.activity_id, draft.classes, draft.staff_ids, draft.room_id)
        merged.setdefault(key, []).append(draft)
    for drafts in merged.values():
        drafts.sort(key=lambda d: list(view.periods).index(d.pattern[0]))
    bundles = [*merged.values(), *([d] for d in sections)]
    bundles.sort(
        key=lambda b: (
            b[0].activity_id,
            list(view.periods).index(b[0].pattern[0]),
            b[0].classes,
            b[0].staff_ids,
            b[0].room_id or "",
        )
    )
    numbers: dict[str, int] = defaultdict(int)
    for bundle in bundles:
        numbers[bundle[0].activity_id] += 1
        number = numbers[bundle[0].activity_id]
        _add_section(ctx, view, part, f"{view.school.id}-{bundle[0].activity_id}-{number}", bundle)


def _add_section(
    ctx: Context, view: SchoolView, part: SchoolPart, section_id: str, bundle: list[Draft]
) -> None:
    term = ctx.district.term
    activity = ctx.activity[bundle[0].activity_id]
    grades = {view.classes[c].grade for d in bundle for c in d.classes}
    start = first_service_day(view.school, term, grades)
    part.sections.append(
        Section(
            id=section_id,
            school_id=view.school.id,
            activity_id=activity.id,
            period_ids=tuple(t for d in bundle for t in d.pattern),
            from_date=start,
            to_date=term.last_day,
        )
    )
    for draft in bundle:
        for t in draft.pattern:
            part.meetings.append(
                Meeting(
                    id=f"{section_id}@{t}",
                    school_id=view.school.id,
                    weekday=view.periods[t].weekday,
                    period_id=t,
                    activity_id=activity.id,
                    section_id=section_id,
                    component=activity.component,
                    service_type=activity.service_type,
                    room_id=draft.room_id,
                    staff_ids=draft.staff_ids,
                    class_counts=dict(sorted(draft.counts.items())),
                    from_date=start,
                    to_date=term.last_day,
                )
            )
