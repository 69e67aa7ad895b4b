"""Shared by the tests of the model and the search: very small districts, and proofs by CP-SAT."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ortools.sat.python import cp_model

from solver.domain import (
    Activity,
    Band,
    District,
    DutyPost,
    Period,
    Room,
    School,
    SchoolClass,
    StaffMember,
    Term,
)
from solver.domain.choices import menu_of
from solver.domain.messages import LANGUAGES, text
from solver.model.build import build
from solver.model.context import Context
from solver.model.cpsat import as_cpsat
from solver.model.grid import cell_var
from solver.model.reasons import Reason
from solver.model.rows import Objective
from solver.model.school_view import Enrolment
from solver.plan import Finding, Plan
from solver.policy import Clause, PolicyPack
from tests.factories import (
    FIRST,
    changed,
    good_plan,
    tiny_class,
    tiny_pack,
    tiny_person,
    tiny_term,
)

OPEN = cp_model.OPTIMAL, cp_model.FEASIBLE


# --- districts -------------------------------------------------------------------------------


def week(**changes: Any) -> Term:
    """Returns a term of one week, Monday 2 to Friday 6 March 2026, without closures."""
    return tiny_term(
        **{
            "last_day": FIRST.replace(day=6),
            "closures": (),
            "make_up_days": (),
            "seasons": (),
            **changes,
        }
    )


def hours(*ids: str, start_min: int = 960, minutes: int = 40, **changes: Any) -> tuple[Period, ...]:
    """Returns periods by weekday and number: ``hours("11", "12")`` are Monday's ``p11``, ``p12``.

    Each counts 100 ch.
    """
    return tuple(
        Period(
            id=f"p{i}",
            weekday=int(i[0]),
            start_min=start_min + minutes * (int(i[1]) - 1),
            end_min=start_min + minutes * int(i[1]),
            **changes,
        )
        for i in ids
    )


def room(room_id: str, seats: int = 45, **changes: Any) -> Room:
    """Returns a room that passed its check."""
    return Room(
        **{"id": room_id, "name": room_id, "seats": seats, "safety_passed": True, **changes}
    )


def group(activity_id: str = "care", component: str = "care", **changes: Any) -> Activity:
    """Returns a group activity of single classes (or of the school's merges: ``merged``)."""
    return Activity(
        **{
            "id": activity_id,
            "title": activity_id,
            "component": component,
            "field": "care",
            "grouping": "by_class",
            **changes,
        }
    )


def club(activity_id: str = "club", **changes: Any) -> Activity:
    """Returns a by_choice activity that needs the skill of its own name."""
    return Activity(
        **{
            "id": activity_id,
            "title": activity_id,
            "component": "extension",
            "field": "club",
            "grouping": "by_choice",
            "skill": activity_id,
            **changes,
        }
    )


def one_school(
    classes: tuple[SchoolClass, ...],
    periods: tuple[Period, ...] = hours("11"),
    rooms: tuple[Room, ...] = (),
    **changes: Any,
) -> School:
    """Returns school S1 with one band of all classes, without menus, accounts and dismissal."""
    return School(
        **{
            "id": "S1",
            "name": "S1",
            "stage": "primary",
            "area_id": "A1",
            "periods": periods,
            "rooms": rooms or tuple(room(c.home_room_id) for c in classes if c.home_room_id),
            "classes": classes,
            "bands": (Band(id="B1", name="B1", class_ids=tuple(c.id for c in classes)),),
            **changes,
        }
    )


def district(
    school: School | tuple[School, ...],
    staff: tuple[StaffMember, ...],
    activities: tuple[Activity, ...],
    **changes: Any,
) -> District:
    """Returns a district of one week."""
    return District(
        **{
            "id": "D",
            "name": "D",
            "policy_pack_id": "tiny",
            "term": week(),
            "schools": school if isinstance(school, tuple) else (school,),
            "staff": staff,
            "activities": activities,
            **changes,
        }
    )


def small(**changes: Any) -> District:
    """Returns class C1 (30) with home room R1 in one hour, ``p11``; T1 and T2; care only."""
    return district(
        one_school((tiny_class("C1", 30, "R1"),)),
        (tiny_person("T1"), tiny_person("T2")),
        (group(),),
        **changes,
    )


def with_staff(record: District, *people: StaffMember) -> District:
    """Returns the district with more people."""
    return changed(record, staff=(*record.staff, *people))


def gate(post_id: str = "gate", weekday: int = 1, **changes: Any) -> DutyPost:
    """Returns a gate post of one own person, Monday 960 to 1000."""
    return DutyPost(
        **{
            "id": post_id,
            "role": "gate",
            "weekday": weekday,
            "start_min": 960,
            "end_min": 1000,
            **changes,
        }
    )


def guarded(record: District) -> District:
    """Returns the district with an unpaid own teacher, G<school>, at each school's gate all day.

    So outsiders may work at any minute.
    """
    schools, people = [], []
    for school in record.schools:
        days = sorted({p.weekday for p in school.periods})
        posts = [gate(f"{school.id}-{d}", d, start_min=0, end_min=1440) for d in days]
        schools.append(changed(school, duty_posts=tuple(posts)))
        people.append(tiny_person(f"G{school.id}", home_school_id=school.id, pay_fen={}))
    return with_staff(changed(record, schools=tuple(schools)), *people)


def standing(ctx: Context) -> dict[int, int]:
    """Returns what fixes all guards at their gates."""
    return {var: 1 for (w, _p), var in ctx.v.post.items() if w.startswith("GS")}


# --- proofs ----------------------------------------------------------------------------------


def model_of(record: District, pack: PolicyPack | None = None, **settings: Any) -> Context:
    """Returns the exact model."""
    return build(record, pack or tiny_pack(), **settings)


def solve(
    ctx: Context,
    fixed: Mapping[int, int] | None = None,
    objective: Objective | None = None,
    caps: Sequence[tuple[Objective, int]] = (),
) -> list[int] | None:
    """Returns an optimal point of the rows, ``None`` if CP-SAT proves that there is none."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = 60
    status = solver.solve(as_cpsat(ctx.rows, objective, fixed, None, caps))
    if status == cp_model.INFEASIBLE:
        return None
    assert status in OPEN, "neither a point nor a proof"
    point = list(solver.response_proto.solution)
    assert ctx.rows.violated(point) == []
    return point


def is_open(ctx: Context, fixed: Mapping[int, int] | None = None) -> bool:
    """Tells whether the rows have a point with some variables fixed."""
    return solve(ctx, fixed) is not None


def least(ctx: Context, level: str, fixed: Mapping[int, int] | None = None) -> int:
    """Returns the least value of a level, whatever the other levels say."""
    objective = ctx.rows.objective(level)
    point = solve(ctx, fixed, objective)
    assert point is not None
    return objective.value(point)


def served(ctx: Context) -> dict[int, int]:
    """Returns what fixes unmet service to nothing."""
    return dict.fromkeys(ctx.v.unmet.values(), 0)


def cells(ctx: Context, **components: str) -> dict[int, int]:
    """Returns what fixes cells of class C1: ``cells(ctx, p11="care")``."""
    found = {}
    for period_id, component in components.items():
        var = cell_var(ctx, "C1", period_id, component)
        assert var is not None, f"no cell {component} in {period_id}"
        found[var] = 1
    return found


def leads(ctx: Context, *person_ids: str, activity_id: str | None = None) -> list[int]:
    """Returns the variables of people who lead (in an activity)."""
    return [
        var
        for (w, a, _p), var in ctx.v.lead.items()
        if w in person_ids and activity_id in (None, a)
    ]


def works(ctx: Context, person_id: str) -> bool:
    """Tells whether a person has any chance of work."""
    return bool(ctx.v.work_of.get(person_id))


def why(ctx: Context, kind: str, item: str, school_id: str | None = "S1") -> Reason:
    """Returns the reason recorded for what is never used."""
    reason = ctx.barred[(kind, item, school_id)]
    said(reason.code, dict(reason.params))
    return reason


def said(code: str, params: Mapping[str, str]) -> None:
    """Makes sure that a reason can be said: its parameters fill its message."""
    for lang in LANGUAGES:
        assert "{" not in text(code, lang, **params)


def found(ctx: Context, family: str) -> list[Finding]:
    """Returns what counting found for a family."""
    return [f for f in ctx.findings if f.family == family]


def told(findings: Iterable[Finding]) -> list[tuple[str, str, int]]:
    """Returns clause, code and amount of findings; each can be said in both languages."""
    findings = list(findings)
    for f in findings:
        said(f.code, f.params)
    return [(f.clause_id, f.code, f.amount) for f in findings]


# --- plans as points -------------------------------------------------------------------------


def fix_plan(ctx: Context, plan: Plan) -> dict[int, int]:
    """Returns what fixes the model to a plan; raises ``KeyError`` where a variable is missing."""
    fixed: dict[int, int] = {}
    grid = {(e.class_id, e.period_id): e.component for e in plan.grid}
    for (c, t), component in grid.items():
        var = cell_var(ctx, c, t, component)
        if var is None:
            raise KeyError(("grid", c, t, component))
        fixed[var] = 1
    pattern = {s.id: s.period_ids for s in plan.sections}
    for m in plan.meetings:
        a, t, classes = m.activity_id, m.period_id, tuple(sorted(m.class_counts))
        activity = ctx.activity[a]
        here: tuple[str, ...] = (m.period_id,)
        if activity.grouping == "by_choice":
            here = pattern[m.section_id]
            for c, n in m.class_counts.items():
                menu = menu_of(ctx.views[m.school_id].school, c, a, set(here))
                fixed[ctx.v.enrol[Enrolment(c, menu.id if menu else None, a, here)]] = n
        elif activity.grouping == "whole_band":
            fixed |= {ctx.v.seat[(c, a, t)]: n for c, n in m.class_counts.items()}
        elif grid.get((classes[0], t)) == "split":
            fixed[ctx.v.stay_group[(a, classes, t)]] = 1
            fixed |= {ctx.v.stay[(c, t)]: n for c, n in m.class_counts.items()}
        else:
            fixed[ctx.v.group[(a, classes, t)]] = 1
        leader, *helpers = m.staff_ids
        fixed[ctx.v.lead[(leader, a, here)]] = 1
        fixed |= {ctx.v.assist[(w, a, here)]: 1 for w in helpers}
    return fixed


def stands(
    record: District, *clauses: Clause, plan: Plan | None = None, whole: bool = True
) -> bool:
    """Tells whether a plan (the good one) is a point of a district's model.

    ``whole`` asks for nothing unmet and no money missing, as the good plan claims.
    """
    pack = tiny_pack(clauses)
    ctx = build(record, pack)
    if any(f.severity == "infeasible" for f in ctx.findings):
        return False
    try:
        fixed = fix_plan(ctx, plan or good_plan(record, pack))
    except KeyError:
        return False
    if whole:
        fixed |= served(ctx) | dict.fromkeys(ctx.v.short.values(), 0)
    return is_open(ctx, fixed)


def pack_of(*clauses: Clause) -> PolicyPack:
    """Returns a pack of these clauses."""
    return tiny_pack(clauses)
