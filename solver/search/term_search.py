"""The search of a whole term: its segments one after the other, single dates covered.

The longest segment is searched first; the others keep to it as far as they can. Where a segment
leaves needs or wishes open and people or providers come or go inside it, it is cut there and each
part is planned again, near to what is known. Last, whoever is away on single dates gets stand-ins;
whose dates nobody can take is not planned on that weekday.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from solver.domain import District
from solver.domain.term import DateRange
from solver.model.build import build
from solver.model.context import Context
from solver.model.families.follow_mode import PartDistrict
from solver.model.fixed_splits import fixed_splits
from solver.model.owed import Share, may_owe, with_owed
from solver.model.reasons import Reason
from solver.plan import Finding, Progress
from solver.policy import AppliedPolicy, PolicyPack
from solver.search.apart import surplus
from solver.search.beside import beside
from solver.search.budget import Budget
from solver.search.clip import clip
from solver.search.counting import count_segment, floored
from solver.search.cover import Cover, Covered
from solver.search.dated_findings import of_parts
from solver.search.decompose import DistrictSearch, Settings
from solver.search.engines import Engine
from solver.search.follow import Follow, follow_task
from solver.search.homes_first import homes_kept
from solver.search.left_out import kept_bounds, without
from solver.search.levels import DUE, NEEDS, NOTHING
from solver.search.part_weeks import Full, WorkOf, with_full_weeks
from solver.search.pieces import Piece
from solver.search.segments import finer_segments, firm_segments, providers_change
from solver.search.tasks import Found
from solver.search.twins import renamed, twin_periods

FIRST_SHARE = 0.5
"""Part of the time for the longest of several segments."""
PATIENCE = 0.75
"""Part of the time for the term as one segment where a wished-for provider comes or goes in it."""
ROUNDS = 3
"""How often people without stand-ins are taken out before nobody is covered at all."""

NO_WEEKS: Full = {}


@dataclass
class TermSearch:
    """The state of a term's search.

    Attributes
    ----------
    pieces : one per segment, by date, once ``run`` is over.
    current : the search that is running or ran last.
    made : segments that are planned, with their searches, in the order of planning.
    segments : how many there are to plan.
    parts : the segments that the term is cut into so far.
    """

    district: District
    pack: PolicyPack
    settings: Settings
    engine: Engine
    budget: Budget
    on_progress: Callable[[Progress], None]
    should_stop: Callable[[], bool]
    on_finding: Callable[[Finding], None]
    pieces: list[Piece] = field(default_factory=list)
    parts: list[DateRange] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    barred: dict[tuple[str, str, str | None], Reason] = field(default_factory=dict)
    empty: set[str] = field(default_factory=set)
    current: DistrictSearch | None = None
    made: list[tuple[DistrictSearch, Piece]] = field(default_factory=list)
    segments: int = 1

    def run(self) -> bool:
        """Searches until done, stopped or out of time; tells whether every school has a plan."""
        parts = self.parts = list(firm_segments(self.district, self.pack))
        for part in parts:
            dates = part if len(parts) > 1 else None
            for finding in fixed_splits(clip(self.district, part), self.pack, dates):
                self._tell(finding)
        order = sorted(parts, key=lambda p: (p.first - p.last, p.first))
        self.segments = len(order)
        for i, part in enumerate(order):
            share = 1.0 if i == len(order) - 1 else FIRST_SHARE if i == 0 else 1 / (len(order) - i)
            first = self.made[0] if self.made else None
            made = self._piece(part, share, first, alone=len(order) == 1)
            if made is None:
                return False
            self.made.append(made)
            self.pieces.append(made[1])
        for search, piece in self.made:
            finer = self._finer(search, piece)
            self.pieces = [p for p in self.pieces if p is not piece] + finer
        self.pieces.sort(key=lambda p: p.part.first)
        return True

    # --- one segment ---------------------------------------------------------------------------

    def _piece(
        self,
        part: DateRange,
        share: float,
        first: tuple[DistrictSearch, Piece] | None,
        alone: bool,
    ) -> tuple[DistrictSearch, Piece] | None:
        """Plans a segment: near to the first one's plan where that serves everybody."""
        district = self._clip(part)
        search = self.current = self._search(district, part, share, alone)
        twins = twin_periods(first[1].district, district) if first is not None else None
        if first is not None and twins is not None:
            near = replace(first[1], found=[renamed(f, twins) for f in first[1].found])
            known = self._followed(first[0], near, part, frozenset())
            if known is not None and not any(f.values[0] for f in known.found):
                search.found = dict(zip((s.id for s in district.schools), known.found, strict=True))
                search.sharing = first[0].sharing
                return search, self._covered(search, known)
        search.run()
        self._learn(search)
        ids = [s.id for s in district.schools]
        if any(s not in search.found for s in ids):
            return None
        served = not any(search.found[s].values[0] for s in ids)
        over = surplus(AppliedPolicy(district, self.pack))
        # What a part owes to a week depends on the others, so it is no bound of the term's.
        proved = (
            dict.fromkeys(ids, NOTHING) if isinstance(district, PartDistrict) else search.bounds
        )
        summed = floored({s: proved[s] for s in ids}, search.counted, served)
        bounds = [max(0, n - more) for n, more in zip(summed, over, strict=True)]
        piece = Piece(
            part, district, [search.found[s] for s in ids], bounds, counted=search.counted
        )
        return search, self._covered(search, piece)

    def _search(
        self, district: District, part: DateRange, share: float, alone: bool
    ) -> DistrictSearch:
        budget, settings = self.budget, replace(self.settings, no_gaps=frozenset())
        if alone and providers_change(self.district, part):
            share = PATIENCE
        if self.budget.is_deterministic:
            work = self.budget.left() * share
            settings = replace(settings, work=work)
            budget = Budget(work=work)
        elif share < 1:
            # Its clock is the whole search's, so that times in the progress go on.
            until = self.budget.elapsed() + self.budget.left() * share
            budget = Budget(seconds=until, _started=self.budget._started)
        return DistrictSearch(
            district,
            self.pack,
            settings,
            self.engine,
            budget,
            self.on_progress,
            self.should_stop,
            self._tell,
        )

    def _tell(self, finding: Finding) -> None:
        """Tells a finding once, whatever segments it is found in."""
        if finding not in self.findings:
            self.findings.append(finding)
            self.on_finding(finding)

    def _learn(self, search: DistrictSearch) -> None:
        self.findings += [f for f in search.findings if f not in self.findings]
        for key, reason in search.barred.items():
            self.barred.setdefault(key, reason)
        self.empty |= search.empty

    # --- other parts of the term, near to a known plan -------------------------------------------

    def _followed(
        self,
        search: DistrictSearch,
        near: Piece,
        part: DateRange,
        no_gaps: frozenset[tuple[str, int]] | None,
        only: set[str] | None = None,
        full: Full = NO_WEEKS,
        others: Sequence[Piece] | None = None,
    ) -> Piece | None:
        """Plans a segment school by school, as near to a piece as the segment's rules let it.

        Parameters
        ----------
        only : set of str, optional
            Schools to plan again; the others keep their parts.
        full : mapping, optional
            Dates on which people's weeks are full by their work in other parts of the term.
        others : sequence of Piece, optional
            The other parts of the term that are planned, by default all so far.
        """
        district = with_full_weeks(self._clip(part, others), full)
        ids = [s.id for s in district.schools]
        found = dict(zip(ids, near.found, strict=True))
        again = [s for s in ids if only is None or s in only]
        answers: dict[str, Found] = {}

        def handle(index: int, message: tuple[str, Found]) -> None:
            answers[again[index]] = message[1]

        def make(position: int, school_id: str) -> Callable[[], Follow]:
            def job() -> Follow:
                ctx = build(
                    district,
                    self.pack,
                    (school_id,),
                    search.sharing.days_for(school_id),
                    names_rooms=False,
                    week_limit=search.sharing.week_limit,
                    evening_limit=search.sharing.evening_limit,
                    no_gaps=no_gaps,
                )
                left = self.budget.left()
                waiting = max(1, (len(again) - position) // max(1, self.settings.workers))
                share = min(left, max(left / 2 / waiting, 2.0))
                budget = Budget(work=share) if self.budget.is_deterministic else Budget(share)
                return Follow(ctx, found[school_id].point, budget, self.settings.seed)

            return job

        tasks = [follow_task(make(i, s)) for i, s in enumerate(again)]
        self.engine.run(tasks, handle, self.should_stop)
        if any(s not in answers for s in again):
            return None
        found.update(answers)
        nothing = dict.fromkeys(ids, NOTHING)
        served = not any(f.values[0] for f in found.values())
        counted = {} if served else count_segment(district, self.pack)
        bounds = floored(nothing, counted, served)
        return Piece(part, district, [found[s] for s in ids], bounds, counted=counted)

    def _finer(self, search: DistrictSearch, piece: Piece) -> list[Piece]:
        """Cuts a segment where people come or go, if a part of it is the better for it."""
        open_ = any(f.values[0] or any(f.values[NEEDS:DUE]) for f in piece.found)
        if not open_ or self.should_stop():
            return [piece]
        parts = finer_segments(self.district, self.pack, piece.part)
        if len(parts) == 1 or self.budget.left() < 2:
            return [piece]
        before, others = self.parts, [p for p in self.pieces if p is not piece]
        made = self._cut(search, piece, parts, others)
        if made is None or not any(_worth(p) < _worth(piece) for p in made):
            self.parts = before
            return [piece]
        joined = _joined(made)
        if len(joined) < len(made):
            made = self._cut(search, piece, joined, others) or made
        for p in made:
            others.append(self._covered(search, p, others))
        finer = others[-len(made) :]
        elsewhere = [f for s, _ in self.made if s is not search for f in s.findings]
        gone = [f for f in search.findings if f.severity == "short" and f not in elsewhere]
        self.findings = [f for f in self.findings if f not in gone]
        self.findings += of_parts(finer, self.pack)
        return finer

    def _cut(
        self,
        search: DistrictSearch,
        piece: Piece,
        parts: Sequence[DateRange],
        others: Sequence[Piece],
    ) -> list[Piece] | None:
        """Plans the parts of a segment one after the other; ``None`` if one has no plan in time."""
        inside = [p for p in self.parts if piece.part.holds(p.first)]
        self.parts = [*(p for p in self.parts if p not in inside), *parts]
        made: list[Piece] = []
        for part in parts:
            beside_it = [*others, *made]
            known = self._followed(search, piece, part, frozenset(), others=beside_it)
            if known is None:
                return None
            made.append(known)
        return made

    def _clip(self, part: DateRange, others: Sequence[Piece] | None = None) -> District:
        """Returns the district of a part of the term, with what it owes to weeks it shares."""
        planned = [p for p in (self.pieces if others is None else others) if p.part != part]
        done = [p.part for p in planned]
        left = [p for p in self.parts if p != part and p not in done]
        shares = [Share(p.district, p.part, p.cells) for p in planned]
        district = clip(self.district, part)
        if not may_owe(part) or not (planned or left):
            return district
        shares += [Share(clip(self.district, p), p) for p in left]
        return with_owed(self.district, self.pack, Share(district, part), shares)

    # --- single dates ---------------------------------------------------------------------------

    def _covered(
        self, search: DistrictSearch, piece: Piece, others: Sequence[Piece] | None = None
    ) -> Piece:
        """Finds stand-ins for single dates; plans again without those who get none.

        Parameters
        ----------
        others : sequence of Piece, optional
            The other parts of the term that are planned, by default all so far.
        """
        work = beside(piece.part, self.pieces if others is None else others, self.pack)
        left_out: frozenset[tuple[str, int]] = frozenset()
        full: dict[str, set[date]] = defaultdict(set)
        for turn in range(ROUNDS + 1):
            piece = self._homes_kept(piece)
            answer = self._cover(piece, work)
            if not answer.failed:
                return replace(piece, covered=answer)
            left_out |= answer.failed
            people = {w for w, _ in answer.failed}
            for w in people:
                full[w] |= {*answer.full.get(w, ())}
            only = {m.school_id for m in piece.weekly if people & set(m.staff_ids)}
            only |= {d.school_id for d in piece.weekly_duties if people & set(d.staff_ids)}
            strict = None if turn == ROUNDS - 1 else left_out
            again = self._followed(search, piece, piece.part, strict, only, full, others)
            if again is None:
                break
            bounds = kept_bounds(piece, again.found)
            piece = replace(again, bounds=bounds, counted=piece.counted)
        # No time to plan again: what nobody can take on some date is not planned.
        while (answer := self._cover(piece, work)).failed:
            full = {w: {*answer.full.get(w, ())} for w, _ in answer.failed}
            piece = replace(piece, district=with_full_weeks(piece.district, full))
            piece = self._homes_kept(without(piece, self.pack, answer.failed))
        return replace(piece, covered=answer)

    def _homes_kept(self, piece: Piece) -> Piece:
        """Returns a piece in which nobody is lent whom the home school could use."""

        def view(school_id: str) -> Context:
            return build(piece.district, self.pack, (school_id,), names_rooms=False)

        ids = [s.id for s in piece.district.schools]
        before = dict(zip(ids, piece.found, strict=True))
        kept = homes_kept(piece.district, self.pack, before, view)
        if kept == before:
            return piece
        found = [kept[s] for s in ids]
        return replace(piece, found=found, bounds=kept_bounds(piece, found), covered=None)

    def _cover(self, piece: Piece, work: WorkOf) -> Covered:
        return Cover(piece.district, self.pack, piece.weekly, piece.weekly_duties, work).run()


def _worth(piece: Piece) -> tuple[int, ...]:
    """The levels up to the students' choices."""
    return tuple(sum(f.values[i] for f in piece.found) for i in range(DUE))


def _joined(pieces: list[Piece]) -> list[DateRange]:
    """Returns the segments with neighbours of the same plan joined."""
    found: list[tuple[DateRange, Piece]] = []
    for piece in pieces:
        if found and [f.point for f in found[-1][1].found] == [f.point for f in piece.found]:
            whole = DateRange(first=found[-1][0].first, last=piece.part.last)
            found[-1] = (whole, piece)
        else:
            found.append((piece.part, piece))
    return [part for part, _ in found]
