"""Seeded synthetic districts, each built around a planted plan whose value is known."""

from data.synthetic.duties import DUTIES
from data.synthetic.generator import PROFILES, generate
from data.synthetic.windows import WINDOWS

__all__ = ["DUTIES", "PROFILES", "WINDOWS", "generate"]
