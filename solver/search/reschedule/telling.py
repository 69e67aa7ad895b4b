"""What changed, one record per meeting or duty and people, for those who must be told."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from solver.domain import District
from solver.plan.rescheduled import PlanChange
from solver.search.reschedule.items import Item
from solver.search.reschedule.writing import Staffed


def list_changes(
    district: District, items: Iterable[Item], changes: Staffed
) -> tuple[PlanChange, ...]:
    """Returns the changes by date."""
    found = []
    for item in items:
        by_people: dict[tuple[str, ...], list[date]] = defaultdict(list)
        for day, people in sorted(changes.get(item.id, {}).items()):
            by_people[people].append(day)
        for people, days in by_people.items():
            found.append(
                PlanChange(
                    kind="duty" if item.post is not None else "meeting",
                    item_id=item.id,
                    school_id=item.school_id,
                    title=title(item),
                    weekday=item.time.weekday,
                    span=span(item),
                    dates=tuple(days),
                    was=item.staff_ids,
                    now=people,
                    class_ids=item.class_ids,
                )
            )
    return tuple(sorted(found, key=lambda c: (c.dates[0], c.school_id, c.span, c.item_id)))


def title(item: Item) -> str:
    """Returns what an item is called: the activity's title, or the role of the post."""
    return item.activity.title if item.activity is not None else _role(item)


def _role(item: Item) -> str:
    assert item.post is not None
    return item.post.record.role


def span(item: Item) -> str:
    """Returns when an item is, as people read it: ``16:05–16:50``."""
    start, end = item.time.start_min, item.time.end_min
    return f"{start // 60:02d}:{start % 60:02d}–{end // 60:02d}:{end % 60:02d}"
