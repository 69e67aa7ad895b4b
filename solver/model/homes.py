"""Which groups sit in the home room of their class (``fit_rooms``)."""

from solver.domain import Activity, Room
from solver.model.school_view import SchoolView


def home_of_group(
    view: SchoolView, activity: Activity, classes: tuple[str, ...], t: str
) -> Room | None:
    """Returns the home room a group must sit in (``fit_rooms``) if its seats suffice."""
    if len(classes) != 1 or activity.room_features:
        return None
    home = view.home_room(classes[0])
    if (
        home is None
        or not view.room_is_open(home, t)
        or not view.room_suits(home, activity)
        or pinned_room(view, activity, classes[0], t)
    ):
        return None
    return home


def home_seat(view: SchoolView, activity: Activity, classes: tuple[str, ...], t: str) -> bool:
    """Tells whether a whole class sits in its home room, needing no choice."""
    home = home_of_group(view, activity, classes, t)
    return home is not None and home.seats >= view.present(classes[0], t)


def stays_home(view: SchoolView, activity: Activity, classes: tuple[str, ...], t: str) -> bool:
    """Tells whether all who may stay of a split class sit in its home room."""
    home = home_of_group(view, activity, classes, t)
    return home is not None and home.seats >= min(view.present(classes[0], t), activity.capacity)


def pinned_room(view: SchoolView, activity: Activity, class_id: str, t: str) -> str | None:
    """Returns the room that a meeting pin names for a class in an activity and period."""
    for pin in view.district.pins:
        if (
            pin.kind == "meeting"
            and pin.room_id
            and (pin.activity_id, pin.class_id, pin.period_id) == (activity.id, class_id, t)
        ):
            return pin.room_id
    return None
