"""Rooms fit: features, seats, open and safe; a class at home sits in its own room. Structural.

Kept where variables are made: ``SchoolView.room_suits`` and ``room_is_open``, ``seat_limit`` for
sections, ``home_seat`` for groups. A room that fails its safety check is never used.
"""

from solver.model.context import Context
from solver.model.reasons import structure


def restrict(ctx: Context) -> None:
    """Records rooms that are never used because their safety check failed."""
    for school_id, view in ctx.views.items():
        for room in view.school.rooms:
            if room.safety_passed is False:
                reason = structure("fit_rooms", "unused.room_unsafe", room=room.name)
                ctx.bar("room", room.id, school_id, reason)
