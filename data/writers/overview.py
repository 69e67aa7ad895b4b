"""What a plan amounts to, in sentences: status, what stands in the way, where it comes from."""

from dataclasses import dataclass

from data.writers.plan_rules import state_counts
from data.writers.view import PlanView


@dataclass(frozen=True)
class Fact:
    """A line of the overview: what it is about, and what there is to say."""

    name: str
    said: str


def status_code(view: PlanView) -> str:
    """Returns the plan's status as its documents may state it.

    A plan is called publishable only with a verdict that speaks of this very plan.
    """
    verdict = view.plan.verdict
    if verdict is None:
        return "unchecked"
    if not view.verdict_matches:
        return "stale"
    if verdict.violations or not verdict.ok:
        return "violations"
    if not verdict.complete:
        return "unmet"
    return "publishable" if verdict.publishable and view.plan.publishable else "not_enforced"


def status_sentence(view: PlanView) -> str:
    """Says whether the plan can be published, and what stands in the way."""
    return view.words(f"status_{status_code(view)}")


def facts(view: PlanView) -> list[Fact]:
    """Returns the lines of the overview, the most important first."""
    words, plan, district = view.words, view.plan, view.district
    people = {person for m in plan.meetings for person in m.staff_ids}
    people |= {person for d in plan.duties for person in d.staff_ids}
    students = sum(s.participants_term(c) for s in district.schools for c in s.classes)
    missing = sum(a.missing_fen for a in plan.accounts)
    lines = [
        ("status", status_sentence(view)),
        ("district", words("numbered", title=district.name, number=district.id)),
        ("term", f"{district.term.name} {district.term.first_day} – {district.term.last_day}"),
        ("policy", view.pack.name_zh if view.lang == "zh" else view.pack.name_en),
        (
            "size",
            words(
                "size",
                schools=len(district.schools),
                classes=sum(len(s.classes) for s in district.schools),
                students=students,
                staff=len(district.staff),
            ),
        ),
        (
            "runs",
            words(
                "runs",
                sections=len(plan.sections),
                meetings=len(plan.meetings),
                people=len(people),
            ),
        ),
        ("unmet", _unmet(view)),
        (
            "money",
            words("money_missing", amount=words.amount(missing, "fen"))
            if missing
            else words("money_balanced"),
        ),
        (
            "clauses",
            words.listed([f"{name} {count}" for _, name, count in state_counts(view)]),
        ),
    ]
    if view.posts:
        lines.insert(6, ("duties", _duties(view)))
    if view.pack.not_yet_enforced:
        lines.append(("not_enforced", words.listed(list(view.pack.not_yet_enforced))))
    lines.append(("source", _source(view)))
    lines.append(("provenance", provenance(view)))
    return [Fact(words(f"fact_{name}"), said) for name, said in lines]


def _duties(view: PlanView) -> str:
    missing = sum(n.student_periods for n in view.plan.unmet if n.class_id is None)
    places = sum(p.record.people_needed for p in view.posts.values())
    return view.words("duties_manned", posts=len(view.posts), places=places, missing=missing)


def _unmet(view: PlanView) -> str:
    needs = view.plan.unmet
    if not needs:
        return view.words("unmet_none")
    return view.words(
        "unmet_some",
        rows=len(needs),
        count=sum(n.student_periods for n in needs),
        minutes=sum(n.minutes for n in needs),
    )


def _source(view: PlanView) -> str:
    """Says how much of the input is real: users must not take invented figures for records."""
    notes = view.district.provenance
    if not notes:
        return view.words("source_unsaid")
    counted = [
        (status, sum(n.status == status for n in notes))
        for status in ("real", "adapted", "invented")
    ]
    said = view.words.listed([f"{view.words.word('source', s)} {n}" for s, n in counted if n])
    if any(n.status == "invented" for n in notes):
        said += view.words("source_invented_warning")
    return said


def provenance(view: PlanView) -> str:
    """Says which plan it is, and how, when and from what it was made."""
    made = view.plan.provenance
    return view.words(
        "made",
        plan=view.plan.plan_id,
        version=view.plan.version,
        product=made.product_version,
        seed=made.seed,
        created=made.created_at or "–",
        digest=made.district_digest[:12],
    )
