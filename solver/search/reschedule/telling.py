"""What changed, one record per meeting or duty and people, for those who must be told."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from solver.domain import District
from solver.plan.rescheduled import PlanChange
from solver.search.reschedule.items import Item
from solver.search.reschedule.writing import Held, Staffed


def list_changes(
    district: District, items: Iterable[Item], changes: Staffed
) -> tuple[PlanChange, ...]:
    """Returns the changes by date."""
    found = []
    for item in items:
        ways: dict[Held, list[date]] = defaultdict(list)
        for day, held in sorted(changes.get(item.id, {}).items()):
            ways[held].append(day)
        for held, days in ways.items():
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
                    now=held.people or (),
                    class_ids=item.class_ids,
                    joined=tuple(other.id for other in held.joined),
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
