"""The five example districts that ship with the product, one per policy pack."""

from collections.abc import Callable

from data.synthetic.shipped.anxi import anxi
from data.synthetic.shipped.base import Example, build_example
from data.synthetic.shipped.hebi import hebi
from data.synthetic.shipped.hefei import hefei
from data.synthetic.shipped.qiaocheng import qiaocheng
from data.synthetic.shipped.xinyi import xinyi
from solver.domain.district import District
from solver.plan import Plan

EXAMPLES: dict[str, Callable[[], Example]] = {
    "qiaocheng": qiaocheng,
    "xinyi": xinyi,
    "hefei": hefei,
    "hebi": hebi,
    "anxi": anxi,
}


def example(name: str) -> tuple[District, Plan]:
    """Returns a shipped district and the plan that it was built around."""
    return build_example(EXAMPLES[name]())
