"""Changes of a published plan: fewest people and classes affected, then fewest meetings."""

from solver.search.reschedule.cover import cover
from solver.search.reschedule.run import reschedule

__all__ = ["cover", "reschedule"]
