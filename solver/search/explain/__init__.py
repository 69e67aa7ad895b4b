"""Explains a district that cannot be served: what clashes, what is missing, what would help."""

from solver.search.explain.run import explain

__all__ = ["explain"]
