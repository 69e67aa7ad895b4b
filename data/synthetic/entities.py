"""From school drafts to the entities of a district."""

from datetime import date, timedelta

from data.synthetic.draft import ClassDraft, RoomDraft, SchoolDraft
from data.synthetic.people import FROM_MIN, TO_MIN
from data.synthetic.recipe import ProviderRecipe
from solver.domain.base import Interval
from solver.domain.people import Agreement, ApprovalStep, Provider, ProviderStatus
from solver.domain.school import (
    Band,
    Dismissal,
    GridCell,
    Menu,
    MergeGroup,
    Room,
    School,
    SchoolClass,
    ServiceStart,
)
from solver.domain.term import Term
from solver.policy import PolicyPack

COVERED = "风雨操场"
COVERED_SEATS, COVERED_GROUPS = 160, 4


def school_of(draft: SchoolDraft, term: Term) -> School:
    """Returns the school of a draft, still without funding."""
    recipe = draft.recipe
    return School(
        id=recipe.id,
        name=recipe.name,
        stage=recipe.stage,
        is_urban=recipe.is_urban,
        is_weak=recipe.is_weak,
        area_id=recipe.area_id,
        latitude=recipe.latitude,
        longitude=recipe.longitude,
        dismissal=tuple(
            Dismissal(grades=c.grades, weekday=d, at_min=c.dismissal_min)
            for c in recipe.clocks
            for d in range(1, 6)
        ),
        service_starts=(
            (ServiceStart(grades=(1,), first_day=term.first_day + timedelta(days=7)),)
            if recipe.late_grade_one
            else ()
        ),
        adopted_mode=recipe.adopted_mode,
        fixed_grid=_own_grid(draft),
        periods=(*draft.periods, *draft.windows),
        rooms=(*(_room(r, draft, term) for r in draft.rooms), *_covered(draft, term)),
        classes=_classes(draft),
        bands=tuple(
            Band(id=b.id, name=b.name, class_ids=tuple(c.id for c in b.classes))
            for b in draft.bands
        ),
        merges=tuple(
            MergeGroup(id=f"{recipe.id}-g{i}", class_ids=ids)
            for i, ids in enumerate(draft.merges, start=1)
        ),
        menus=tuple(
            Menu(
                id=m.id,
                band_id=m.band_id,
                period_ids=m.period_ids,
                activity_ids=tuple(m.activity_ids),
                take=m.take,
            )
            for _, m in sorted(draft.menus.items())
        ),
        duty_posts=tuple(d.post for d in draft.duties),
        leading_group=tuple(p.name for p in draft.people if p.role == "leader"),
        safety_responsible=next((p.name for p in draft.people if p.role == "leader"), ""),
        liability_insured=True,
    )


def _own_grid(draft: SchoolDraft) -> tuple[GridCell, ...]:
    """Guidance where the school itself wants it; a school with a mode leaves that to the plan."""
    if draft.recipe.adopted_mode is not None:
        return ()
    return tuple(
        GridCell(band_id=band.id, period_id=period.id, component="guidance")
        for band in draft.bands
        for period in band.with_component("guidance")
    )


def _classes(draft: SchoolDraft) -> tuple[SchoolClass, ...]:
    out = []
    for band in draft.bands:
        for c in band.classes:
            early = {
                days[-1].id: c.present(d, True)
                for d, days in band.periods.items()
                if c.recipe.early_pickup
            }
            out.append(
                SchoolClass(
                    id=c.id,
                    name=c.room.name.removesuffix("教室"),
                    grade=c.recipe.grade,
                    enrolled=c.recipe.enrolled,
                    participants={d: n for d, n in enumerate(c.recipe.present, start=1)},
                    participants_by_period=early,
                    home_room_id=c.room.id,
                    pe_weekdays=((1, 3, 5), (2, 4))[c.recipe.number % 2],
                    hardship=c.recipe.hardship,
                    lunch_eaters=c.stays.get("lunch", 0),
                    extended_care=_applicants(draft, c),
                    evening_study=c.stays.get("evening", 0),
                )
            )
    return tuple(out)


def _applicants(draft: SchoolDraft, c: ClassDraft) -> int:
    """Applicants of a class whose clock leaves time for extended care."""
    held = any(p.window == "extended" and p.applies_to(c.recipe.grade) for p in draft.windows)
    return c.stays.get("extended", 0) if held else 0


def _room(room: RoomDraft, draft: SchoolDraft, term: Term) -> Room:
    at_once = room.at_once
    if room.exposed:
        at_once = _field_places(room, draft)
    return Room(
        id=room.id,
        name=room.name,
        features=room.features,
        seats=room.seats,
        sections_at_once=at_once,
        availability=_opening(room, draft),
        safety_checked_on=term.first_day - timedelta(days=6),
        safety_passed=True,
        weather_exposed=room.exposed,
        wet_alternative_id=_covered_id(draft) if room.exposed else None,
    )


def _covered_id(draft: SchoolDraft) -> str | None:
    """Returns the covered playground of a school; village schools have none."""
    return None if draft.recipe.setting == "village" else f"{draft.id}-covered"


def _covered(draft: SchoolDraft, term: Term) -> tuple[Room, ...]:
    """Returns where the field's groups go in rain; nothing is planned there, for none asks for it.

    It takes a few groups at once, so the fullest periods of a large school do not all fit.
    """
    room_id = _covered_id(draft)
    if room_id is None:
        return ()
    covered = Room(
        id=room_id,
        name=COVERED,
        features=(COVERED,),
        seats=COVERED_SEATS,
        sections_at_once=COVERED_GROUPS,
        safety_checked_on=term.first_day - timedelta(days=6),
        safety_passed=True,
    )
    return (covered,)


def _opening(room: RoomDraft, draft: SchoolDraft) -> tuple[Interval, ...]:
    """A library is open on the days on which the plan uses it, if these are three or more."""
    days = {p.weekday for m in draft.meetings if m.room is room for p in m.periods}
    if "图书室" not in room.features or len(days) < 3:
        return ()
    return tuple(Interval(weekday=d, start_min=FROM_MIN, end_min=TO_MIN) for d in sorted(days))


def _field_places(room: RoomDraft, draft: SchoolDraft) -> int:
    """As many groups on the field as the planted plan has at most, and one more."""
    groups = [p for m in draft.meetings if m.room is room for p in m.periods]
    most = max(
        (
            sum(q.weekday == p.weekday and q.start_min <= p.start_min < q.end_min for q in groups)
            for p in groups
        ),
        default=0,
    )
    return min(40, most + 1)


def provider_of(
    recipe: ProviderRecipe, schools: list[str], pack: PolicyPack, term: Term, fields: list[str]
) -> Provider:
    """Returns a provider with every step that the pack asks; a near miss lacks the last one."""
    steps: list[str] = []
    parties: list[str] = ["school", "provider"]
    for clause in pack.of_family("require_provider_approval"):
        steps += [s for s in clause.words("steps") if s not in steps]
        parties += [p for p in clause.words("agreement_parties") if p not in parties]
    granted = [s for s in steps if not recipe.missing_step or s != steps[-1]]
    return Provider(
        id=recipe.id,
        name=recipe.name,
        kind=recipe.kind,
        approvals=tuple(
            ApprovalStep(
                code=code,
                school_id=school_id,
                granted_on=term.first_day - timedelta(days=40 - 10 * i),
                valid_to=date(term.last_day.year, 7, 15),
                evidence=f"模拟批文 {recipe.id}-{i + 1}",
            )
            for i, code in enumerate(granted)
            for school_id in (schools if i == len(steps) - 1 else [None])
        ),
        agreements=tuple(
            Agreement(
                school_id=s,
                signed_on=term.first_day - timedelta(days=5),
                valid_to=date(term.last_day.year, 7, 15),
                parties=tuple(p for p in ("school", "provider", "parent") if p in parties),
                filed=True,
            )
            for s in schools
        ),
        statuses=(ProviderStatus(status="active", from_date=term.first_day - timedelta(days=60)),),
        fields=tuple(sorted(fields)),
        price_per_meeting_fen=recipe.price_per_meeting_fen,
    )
