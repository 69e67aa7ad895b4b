"""What is short in the parts that a term was cut into, said with the dates of each part."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from solver.domain.messages import text
from solver.plan import Finding
from solver.policy import PolicyPack
from solver.search.counting import count_segment
from solver.search.pieces import Piece


def of_parts(pieces: Sequence[Piece], pack: PolicyPack) -> Iterator[Finding]:
    """Yields what counting finds short in each part, in the order of the term.

    What was found for the whole, before the cut, no longer holds: it says of people that nobody
    plans with them, who now serve until their papers end or when they are back.
    """
    for piece in sorted(pieces, key=lambda p: p.part.first):
        first, last = str(piece.part.first), str(piece.part.last)
        for counted in count_segment(piece.district, pack).values():
            for finding in (s.finding for s in counted.shortages):
                said = {"first": first, "last": last}
                yield replace(
                    finding,
                    params={**finding.params, **said},
                    text_zh=text("finding.part_of_term", "zh", **said, said=finding.text_zh),
                    text_en=text("finding.part_of_term", "en", **said, said=finding.text_en),
                )
