"""Why nobody can take a place: one reason for each person who could be asked."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from solver.domain import StaffMember
from solver.domain.messages import text
from solver.plan.rescheduled import NotAble, Refused
from solver.search.reschedule.cases import Case, Place
from solver.search.reschedule.items import Item, Items
from solver.search.reschedule.program import Key
from solver.search.reschedule.telling import span, title
from solver.search.reschedule.who import Who

NO_MATTER = ("unused.other_provider", "unused.post_not_suited")
"""Reasons of people whom nobody would ask."""


def refusals(
    who: Who,
    items: Items,
    candidates: Mapping[str, Collection[StaffMember]],
    cases: Sequence[Case],
    left: Sequence[Key],
    away: Collection[str],
) -> tuple[Refused, ...]:
    """Returns the places that stay without anybody, with why each person cannot take them.

    Parameters
    ----------
    left : sequence of Key
        Places that lack somebody in an answer that leaves as few as there are.
    """
    grouped: dict[tuple[str, int, tuple[NotAble, ...]], tuple[Place, list[date]]] = {}
    for k, n in left:
        case = cases[k]
        place = case.places[n]
        for day in case.dates:
            reasons = tuple(_reasons(who, items, candidates, place, day, away))
            key = (place.item.id, place.position, reasons)
            grouped.setdefault(key, (place, []))[1].append(day)
    found = []
    for (_, _, reasons), (place, days) in grouped.items():
        item = place.item
        found.append(
            Refused(
                kind="duty" if item.post is not None else "meeting",
                item_id=item.id,
                school_id=item.school_id,
                title=title(item),
                weekday=item.time.weekday,
                span=span(item),
                dates=tuple(sorted(days)),
                missing=place.now,
                reasons=tuple(r for r in reasons if r.text_en),
                unskilled=sum(not r.text_en for r in reasons),
            )
        )
    return tuple(sorted(found, key=lambda r: (r.dates[0], r.school_id, r.span, r.item_id)))


def _reasons(
    who: Who,
    items: Items,
    candidates: Mapping[str, Collection[StaffMember]],
    place: Place,
    day: date,
    away: Collection[str],
) -> Iterator[NotAble]:
    item = place.item
    today: dict[str, list[Item]] = defaultdict(list)
    for other in items.by_date[day]:
        for w in other.staff_ids:
            today[w].append(other)
    for person in candidates[item.school_id]:
        reason = who.bar(person, item, place.position == 0, day)
        if person.id == place.now or (reason is not None and reason.code in NO_MATTER):
            continue
        if person.id in away and who.on(person, item, day) is not None:
            yield _said(person, True, "change.away_too", person=person.name)
        elif reason is not None and reason.code == "unused.no_skill":
            yield NotAble(person.id, False, "", "")
        elif reason is not None:
            yield NotAble(
                person.id,
                False,
                text(reason.code, "zh", **dict(reason.params)),
                text(reason.code, "en", **dict(reason.params)),
            )
        else:
            busy = next((o for o in today[person.id] if o.shares_minute(item)), None)
            elsewhere = next((o for o in today[person.id] if o.school_id != item.school_id), None)
            if busy is not None:
                yield _said(
                    person, False, "change.busy", person=person.name, title=title(busy),
                    span=span(busy),
                )  # fmt: skip
            elif elsewhere is not None:
                yield _said(
                    person, False, "change.elsewhere", person=person.name,
                    school=items.schools[elsewhere.school_id].name,
                )  # fmt: skip
            else:
                yield _said(person, True, "change.needed_or_full", person=person.name)


def _said(p: StaffMember, inside: bool, code: str, /, **params: object) -> NotAble:
    return NotAble(p.id, inside, text(code, "zh", **params), text(code, "en", **params))
