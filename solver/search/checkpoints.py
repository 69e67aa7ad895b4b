"""The best plan so far, told while the search goes on, so that another process can go on from it.

Putting a plan together and checking it takes seconds for a large district. A forked copy of the
process does it: it sees the search as it was at that moment, and the search is not held up.
"""

import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Any

from solver.domain import District
from solver.domain.term import DateRange
from solver.plan import Checkpoint, Plan
from solver.plan.levels import LEVELS
from solver.policy import PolicyPack
from solver.search.assemble import assemble_term, provenance
from solver.search.beside import beside
from solver.search.cover import Cover
from solver.search.decompose import DistrictSearch
from solver.search.engines import die_with_parent
from solver.search.homes_first import homes_kept
from solver.search.left_out import without
from solver.search.pieces import Piece
from solver.search.tasks import Found
from solver.search.term_search import TermSearch

EVERY_S = 5.0
"""Seconds between two plans at least."""
TIMES_ITS_COST = 10.0
"""A plan is not made again before so many times the seconds that the last one took."""


@dataclass
class Checkpoints:
    """Makes plans of a running search, one at a time.

    Parameters
    ----------
    district, pack : what is planned.
    tell : called in this process with each plan that is better than the one before.
    seed, workers : what the plan's provenance says of the run.
    """

    district: District
    pack: PolicyPack
    tell: Callable[[Checkpoint], None]
    seed: int = 0
    workers: int = 1
    search: TermSearch | None = None
    _began: float = field(default_factory=time.monotonic)
    _forked: float = 0.0
    _next: float = 0.0
    _values: tuple[object, ...] = ()
    _child: Any = None
    _pipe: Connection | None = None

    def look(self) -> None:
        """Takes a plan that is ready; begins another if there is news and it is time."""
        if self._pipe is not None:
            if not self._pipe.poll():
                return
            self._take()
        now = time.monotonic()
        if self.search is None or now < self._next:
            return
        values = _state(self.search)
        if values and values != self._values:
            self._values, self._forked = values, now
            self._fork()

    def close(self) -> None:
        """Ends the copy that is at work, if there is one."""
        if self._child is not None:
            self._child.kill()
            self._child.join()
        if self._pipe is not None:
            self._pipe.close()
        self._child = self._pipe = None

    def _fork(self) -> None:
        context = multiprocessing.get_context("fork")
        self._pipe, theirs = context.Pipe(duplex=False)
        self._child = context.Process(target=self._make, args=(theirs,), daemon=True)
        self._child.start()
        theirs.close()

    def _take(self) -> None:
        assert self._pipe is not None
        try:
            made: Checkpoint | None = self._pipe.recv()
        except (EOFError, OSError):  # it was ended from outside, or failed; the next may not
            made = None
        self.close()
        now = time.monotonic()
        self._next = now + max(EVERY_S, TIMES_ITS_COST * (now - self._forked))
        if made is not None:
            self.tell(made)

    def _make(self, pipe: Connection) -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        die_with_parent()
        try:
            assert self.search is not None
            spent = time.monotonic() - self._began
            came = provenance(self.district, self.pack, self.seed, self.workers, None, None, spent)
            pipe.send(checkpoint(self.district, self.pack, self.search, came))
            pipe.close()
        finally:
            os._exit(0)


def checkpoint(
    district: District, pack: PolicyPack, search: TermSearch, came: Any
) -> Checkpoint | None:
    """Returns the best plan so far; ``None`` if no school has a part.

    It is whole, checked and legal if every school has a part in every segment of the term. Else
    it holds the parts that there are, which is enough to go on from.
    """
    pieces = [piece for _, piece in search.made]
    now = search.current
    if now is not None and all(now is not made for made, _ in search.made):
        found = [now.found.get(s.id) for s in now.district.schools]
        if None not in found:
            kept = homes_kept(now.district, pack, now.found, now.build)
            found = [kept[s.id] for s in now.district.schools]
            pieces.append(_piece(now, pack, [f for f in found if f is not None], pieces))
        elif not pieces:
            return _parts(district, now, came)
    if not pieces:
        return None
    if len(pieces) < search.segments:
        plan = _bare(district, [f for p in pieces for f in p.found], came)
        return Checkpoint(plan.model_dump_json(), (), whole=False)
    pieces.sort(key=lambda p: p.part.first)
    plan = assemble_term(district, pack, pieces, search.barred, came)
    values = tuple(level.value for level in plan.levels)
    return Checkpoint(plan.model_dump_json(), values, whole=True)


def _state(search: TermSearch) -> tuple[object, ...]:
    """Returns what differs whenever there is a better plan than before."""
    now = search.current
    found = [] if now is None else sorted((s, f.values) for s, f in now.found.items())
    return (len(search.made), *found) if found or search.made else ()


def _piece(
    now: DistrictSearch, pack: PolicyPack, found: Sequence[Found], others: Sequence[Piece]
) -> Piece:
    """Returns a segment's plan with stand-ins; what nobody can take on some date is left out."""
    term = now.district.term
    part = DateRange(first=term.first_day, last=term.last_day)
    piece = Piece(part, now.district, found, [0] * len(LEVELS), counted=now.counted)
    work = beside(part, others, pack)
    while True:
        covered = Cover(piece.district, pack, piece.weekly, piece.weekly_duties, work).run()
        if not covered.failed:
            piece.covered = covered
            return piece
        piece = without(piece, pack, covered.failed)


def _parts(district: District, now: DistrictSearch, came: Any) -> Checkpoint | None:
    if not now.found:
        return None
    plan = _bare(district, list(now.found.values()), came)
    return Checkpoint(plan.model_dump_json(), (), whole=False)


def _bare(district: District, found: Sequence[Found], came: Any) -> Plan:
    """Returns the parts of some schools as a plan that says nothing of itself."""
    return Plan(
        plan_id=f"{district.id}-{district.term.id}-0",
        district_id=district.id,
        status="not_publishable",
        publishable=False,
        levels=(),
        terms=(),
        grid=tuple(g for f in found for g in f.part.grid),
        sections=tuple(s for f in found for s in f.part.sections),
        meetings=tuple(m for f in found for m in f.part.meetings),
        duties=tuple(d for f in found for d in f.part.duties),
        accounts=(),
        unmet=(),
        provenance=came,
    )
