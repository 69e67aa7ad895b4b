"""Seeded synthetic districts, each built around a planted plan whose value is known."""

from data.synthetic.generator import PROFILES, generate
from data.synthetic.windows import WINDOWS

__all__ = ["PROFILES", "WINDOWS", "generate"]
