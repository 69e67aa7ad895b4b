"""Near misses: people, rooms and providers that look usable and are not."""

from datetime import date, timedelta
from random import Random

from data.synthetic.draft import PersonDraft, SchoolDraft
from data.synthetic.names import PersonNames
from data.synthetic.recipe import ProviderRecipe
from solver.domain.activity import Activity
from solver.domain.people import DatedAbsence, StaffMember
from solver.domain.school import Room
from solver.domain.term import Term
from solver.policy import PolicyPack


def spoiled_people(school: SchoolDraft, names: PersonNames) -> list[tuple[str, PersonDraft]]:
    """Returns drafts of people with a flaw; they look as useful as anybody."""
    roles = {
        "failed_vetting": "teacher",
        "expired_papers": "external",
        "unqualified_volunteer": "volunteer",
        "overpaid_teacher": "teacher",
        "underpaid_teacher": "teacher",
        "untrained_teacher": "teacher",
        "long_absence": "teacher",
    }
    skills = sorted({m.activity.skill for m in school.meetings if m.activity.skill})
    out: list[tuple[str, PersonDraft]] = []
    for kind in school.recipe.near_misses:
        if kind not in roles:
            continue
        role = roles[kind]
        own = role == "teacher"
        person = PersonDraft(
            id=f"{school.id}-n{len(out) + 1:02d}",
            name=names.next(),
            role="teacher" if own else ("external" if role == "external" else "volunteer"),
            home=school.id if own else None,
            subject="综合",
            skills=set(skills[:2]) | ({"学业辅导"} if own else set()),
            lendable_to=[] if own else [school.id],
            external_kind="" if own else "社会专业人员",
        )
        if school.recipe.is_weak:
            person.skills.discard("体育")
        person.spare_days = {1, 2, 3, 4, 5}
        out.append((kind, person))
    return out


def spoil(record: StaffMember, kind: str, term: Term, pack: PolicyPack) -> StaffMember:
    """Returns the record with its flaw."""
    middle = term.first_day + (term.last_day - term.first_day) // 2
    changes: dict[str, object] = {}
    if kind == "failed_vetting":
        changes = {"vetting_passed": False, "bad_record": True}
    elif kind == "expired_papers":
        expired = record.qualifications[0].model_copy(update={"valid_to": middle})
        changes = {"qualifications": (expired,), "contract_to": middle, "vetting_passed": None}
    elif kind == "unqualified_volunteer":
        changes = {"qualifications": (), "reviewed_on": None, "bad_record": None}
    elif kind == "overpaid_teacher":
        changes = {"pay_fen": {"basic": _pay_cap(pack) + 500}}
    elif kind == "underpaid_teacher":
        changes = {"pay_fen": {"basic": _pay_floor(pack) - 100}}
    elif kind == "untrained_teacher":
        changes = {"trained_on": None}
    elif kind == "long_absence":
        leave = DatedAbsence(
            first=term.first_day + timedelta(days=7),
            last=middle + timedelta(days=20),
            reason="产假",
        )
        changes = {"absences": (leave,)}
    return record.model_copy(update=changes)


def spoiled_rooms(school: SchoolDraft, checked: date, rng: Random) -> list[Room]:
    """Returns an unsafe room and a room too tight for most groups, where the recipe asks."""
    out: list[Room] = []
    if "unsafe_room" in school.recipe.near_misses:
        features = sorted({f for r in school.rooms if r.at_once == 1 for f in r.features})
        room = Room(
            id=f"{school.id}-unsafe",
            name="旧综合楼活动室",
            features=tuple(features[:2]),
            seats=60,
            safety_checked_on=checked,
            safety_passed=False,
        )
        out.append(room)
    if "tight_room" in school.recipe.near_misses:
        room = Room(
            id=f"{school.id}-tight",
            name="小会议室",
            seats=rng.randint(8, 12),
            safety_checked_on=checked,
            safety_passed=True,
        )
        out.append(room)
    return out


def unapproved_activity(recipe: ProviderRecipe, school_id: str) -> Activity:
    """Returns the course of a provider that lacks a step of its approval; nobody may run it."""
    return Activity(
        id=f"{recipe.id}-course",
        school_id=school_id,
        title="儿童戏剧",
        component="extension",
        field="arts",
        service_type="special",
        min_students=10,
        max_students=30,
        grouping="by_choice",
        skill=recipe.skills[0],
        provider_id=recipe.id,
        fee_fen=20000,
        vetted_on=date(2025, 8, 28),
        vetted_by="教务处",
    )


def unapproved_instructor(recipe: ProviderRecipe, names: PersonNames) -> PersonDraft:
    """Returns the instructor of such a provider."""
    return PersonDraft(
        id=f"{recipe.id}-i01",
        name=names.next(),
        role="instructor",
        home=None,
        subject="",
        skills=set(recipe.skills),
        provider=recipe.id,
        spare_days={1, 2, 3, 4, 5},
    )


def _pay_floor(pack: PolicyPack) -> int:
    """The floor of the pack in fen per class-hour; 60 yuan stands in where it has none."""
    floors = [c.integer("floor_fen") for c in pack.of_family("keep_pay_floor")]
    return max((f for f in floors if f is not None), default=6000)


def _pay_cap(pack: PolicyPack) -> int:
    """The cap of the pack in fen per class-hour; 60 yuan stands in where it has none."""
    caps = [c.integer("cap_fen") for c in pack.of_family("keep_pay_cap")]
    return next((c for c in caps if c is not None), 6000)
