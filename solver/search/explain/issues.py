"""One reason at one school: the requirements that clash, and the changes that would resolve it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from solver.domain import School
from solver.plan import Finding, Issue, Remedy, Requirement, UnmetNeed
from solver.plan.explanation import Checked
from solver.search.explain.change import Change, World
from solver.search.explain.facts_offers import (
    clause_facts,
    offer_facts,
    pin_facts,
    travel_facts,
)
from solver.search.explain.facts_people import lending_facts, more_people, people_facts
from solver.search.explain.facts_school import (
    capacity_facts,
    clock_facts,
    funding_facts,
    more_places,
    plain_room_features,
    posts_and_blocks,
    room_facts,
    standing_facts,
)
from solver.search.explain.money import order, remedy_of
from solver.search.explain.narrow import core, singles
from solver.search.explain.price import paid_to, people_of
from solver.search.explain.trial import Trials, codes, scope

MOST_OF_A_GROUP = 8
"""Cures of one group that are looked for; more would be a list of everybody."""
GROUPS: tuple[tuple[str, Callable[[World, School], Iterator[Change]]], ...] = (
    ("funding", funding_facts),
    ("pins", lambda w, _s: pin_facts(w)),
    ("rooms", room_facts),
    ("capacity", capacity_facts),
    ("posts", lambda _w, s: posts_and_blocks(s)),
    ("standing", standing_facts),
    ("clock", clock_facts),
    ("people", people_facts),
    ("offers", offer_facts),
    ("travel", travel_facts),
    ("clauses", clause_facts),
    ("lending", lending_facts),
    ("more", more_people),
    ("places", more_places),
    ("fitted", plain_room_features),
)
MOST_DOUBLED = 3
"""How often a figure that counting found too small is made larger: by 1, 2 and 4 in all."""
ABOUT_TIMES = ("day_too", "dismissal", "ends_", "evening", "too_few_days")
"""Parts of the codes of findings that the clock of a school has to do with."""
NO_TIME = {
    *("cause.search", "cause.search_join", "cause.post_search", "cause.lunch_search"),
    *("cause.no_time", "cause.post_no_time", "cause.lunch_no_time"),
}
"""Causes of needs that the plan at hand could meet as it is."""
APART = {"capacity", "clock", "standing"}
"""Groups whose changes may undo each other: each is tried by itself."""
NO_FACT = {"lending", "more", "places", "fitted"}
"""Groups that offer what is not there: remedies, but no requirement of the clash."""


@dataclass(frozen=True)
class Found:
    """A reason and what was found about it, not yet tried by planning.

    Attributes
    ----------
    cures : the group and change of what cures by itself.
    others : what clashes with these, and does not cure by itself.
    seen : whether counting sees the reason at all.
    """

    issue: Issue
    cures: tuple[tuple[str, Change], ...]
    others: tuple[Change, ...] = ()
    seen: bool = True


def of_findings(world: World, findings: tuple[Finding, ...]) -> list[Issue]:
    """Returns the reasons that findings give, those of one code at a school as one."""
    alike: dict[tuple[str, str], list[Finding]] = {}
    for f in findings:
        wish = f.code.startswith("finding.choice_") or f.code == "finding.money_short"
        if f.severity in ("infeasible", "short") and f.school_id and not wish:
            alike.setdefault((f.school_id, f.code), []).append(f)
    issues = []
    for (school_id, code), group in alike.items():
        first = group[0]
        issues.append(
            Issue(
                severity="infeasible" if first.severity == "infeasible" else "short",
                school_id=school_id,
                family=first.family,
                clause_id=first.clause_id,
                code=code,
                amount=max(f.amount for f in group),
                unit=first.unit,
                text_zh=first.text_zh,
                text_en=first.text_en,
            )
        )
        if not first.text_zh:
            from solver.domain.messages import text

            issues[-1] = replace(
                issues[-1],
                text_zh=text(code, "zh", **first.params),
                text_en=text(code, "en", **first.params),
            )
    return issues


def of_needs(needs: tuple[UnmetNeed, ...], known: list[Issue]) -> list[Issue]:
    """Returns the reasons of unmet needs that no finding explains, one for each cause."""
    explained = {(i.school_id, i.code) for i in known}
    alike: dict[tuple[str, str], list[UnmetNeed]] = {}
    for n in needs:
        if (n.school_id, n.cause) not in explained:
            alike.setdefault((n.school_id, n.cause), []).append(n)
    return [
        Issue(
            severity="open" if code in NO_TIME else "short",
            school_id=school_id,
            family=group[0].family,
            clause_id=f"structure:{group[0].family}",
            code=code,
            amount=sum(n.minutes for n in group),
            unit="student_min" if group[0].class_id else "person_min",
            text_zh=group[0].text_zh,
            text_en=group[0].text_en,
        )
        for (school_id, code), group in alike.items()
    ]


def counted_cures(world: World, issue: Issue, in_time: Callable[[], bool] = lambda: True) -> Found:
    """Returns what counting shows to resolve a reason, and whether the facts alone clash."""
    base = codes(world, issue.school_id, issue.severity)
    if issue.code not in base:
        return Found(issue, (), seen=False)

    def cured(changed: World) -> bool:
        if not in_time():
            return False
        left = codes(changed, issue.school_id, issue.severity)
        return issue.code not in left and left <= base

    school = next(s for s in world.district.schools if s.id == issue.school_id)
    cures: list[tuple[str, Change]] = []
    rest: list[Change] = []
    for name, group in GROUPS:
        listed = list(group(world, school))
        if name == "clock" and not any(word in issue.code for word in ABOUT_TIMES):
            continue
        found: list[Change] = []
        for part in [[c] for c in listed] if name in APART else [listed]:
            found += singles(world, part, cured, MOST_OF_A_GROUP - len(found))
        cures += [(name, c) for c in found]
        if name not in NO_FACT | APART and len(found) < MOST_OF_A_GROUP:
            paths = {c.path for c in found}
            rest += [c for c in listed if c.path not in paths]
    if not cures:
        return Found(issue, ())
    # All else gives way as far as it still cannot be served: what is left clashes.
    _, others, judged = core(
        world, rest, lambda w: issue.code not in codes(w, issue.school_id, issue.severity)
    )
    complete = judged and in_time()
    return Found(replace(issue, complete=complete), tuple(cures), tuple(others if complete else ()))


def planned_cures(world: World, issue: Issue, trials: Trials) -> Found:
    """Returns what planning shows to resolve a reason that counting does not see."""
    near = [s for s in world.district.schools if s.id in scope(world.district, issue.school_id)]
    mine = next(s for s in near if s.id == issue.school_id)
    posts = [c for s in near for c in posts_and_blocks(s) if s is mine or "blocks" not in c.path]
    # Each part is asked by itself: many small plans say more in little time than one large.
    parts = (posts, list(travel_facts(world, mine)), list(pin_facts(world)))

    def cured(changed: World) -> bool:
        return trials.unserved(changed, issue.school_id) == 0

    found: list[Change] = []
    for part in (*parts, list(people_facts(world, mine))):
        if trials.left() > 0:
            found += singles(world, part, cured, MOST_OF_A_GROUP - len(found))
    return Found(issue, tuple(("people", c) for c in found), seen=False)


def settled(world: World, found: Found, trials: Trials, planned: bool) -> Issue:
    """Returns a reason with its cures tried by planning, as requirements and as remedies."""
    requirements: list[Requirement] = []
    remedies: list[Remedy] = []
    school_id = found.issue.school_id
    for group, change in found.cures:
        checked: Checked = "solved" if planned else "counted"
        left: int | None = 0
        if not planned:
            change, left = _enough(world, change, school_id, trials)
            if left is not None:
                checked = "solved"
        if group not in NO_FACT:
            requirements.append(_requirement(change, checked, alone=not left))
        about: dict[str, object] = {"checked": checked, "left": left or 0}
        if not planned and left == 0:
            about |= _priced(change, school_id, trials)
        remedies.append(remedy_of(change, **about))
    requirements += [_requirement(c, "counted", alone=False) for c in found.others]
    return replace(
        found.issue,
        requirements=tuple(requirements),
        remedies=tuple(sorted(remedies, key=order)),
    )


def _priced(change: Change, school_id: str, trials: Trials) -> dict[str, object]:
    """Returns what the people of a change cost the school in the plan that was tried with them."""
    if trials.served is None:
        return {}
    tried, plan = trials.served
    ids = people_of(change.path, tried.district)
    if not ids:
        return {}
    fen, hours = paid_to(tried.district, tried.pack, plan, ids, school_id)
    return {"cost_fen": fen, "payer": "account", "hours_ch": hours}


def _enough(
    world: World, change: Change, school_id: str, trials: Trials
) -> tuple[Change, int | None]:
    """Tries a change by planning; what counting found too small is doubled a few times."""
    left = trials.unserved(change.apply(world), school_id)
    grown = change
    for turn in range(MOST_DOUBLED):
        if not left or grown.sized is None:
            break
        value, best, at = grown.sized
        first = change.sized[0] if change.sized else value
        larger = min(first + 2**turn, best) if best >= value else max(first - 2**turn, best)
        if larger == value:
            break
        grown = replace(at(larger), sized=(larger, best, at))
        more = trials.unserved(grown.apply(world), school_id)
        if more is None:
            break
        change, left = (grown, more) if more == 0 else (change, left)
    return change, left


def _requirement(change: Change, checked: Checked, alone: bool = True) -> Requirement:
    clause = change.path.startswith("clauses[")
    return Requirement(
        "clause" if clause else "fact",
        change.fact.key,
        "" if clause else change.path,
        change.clause_id,
        change.fact.flat(),
        checked,
        alone,
        text_zh=change.fact.said("zh"),
        text_en=change.fact.said("en"),
    )
