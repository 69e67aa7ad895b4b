"""From a seed to a district and its pack."""

from collections.abc import Callable
from random import Random

from data.readers import pack_ids, read_pack
from solver.domain import District
from solver.policy import PolicyPack
from tests.solver.model.drawn import features_people, features_shape, features_wishes
from tests.solver.model.drawn.draft import Draft, start

FEATURES: tuple[Callable[[Draft], None], ...] = (
    *features_shape.FEATURES,
    *features_people.FEATURES,
    *features_wishes.FEATURES,
)
EVERY = 7
"""Of so many districts one has the clause on attendance too, whatever else it is about."""
TWO_SCHOOLS = {"lent", "travel", "weak", "trips"}


def drawn(
    seed: int, attempt: int = 0, about: Callable[[Draft], None] | None = None
) -> tuple[District, PolicyPack, str]:
    """Returns a district, its pack and what it is about.

    The seed decides the main feature (unless it is given) and the locality; further attempts draw
    the same anew, with fewer features besides. Draws that no district accepts (a class in a room
    that is gone, say) are passed over.
    """
    packs = [read_pack(i) for i in sorted(pack_ids())]
    main = about or FEATURES[seed % len(FEATURES)]
    for redraw in range(50):
        rng = Random(f"{seed}/{attempt}/{redraw}")
        others = [packs[(seed + i) % len(packs)] for i in range(len(packs))]
        d = start(rng, others)
        more = rng.sample(FEATURES, max(0, rng.choice((0, 0, 1, 1, 2)) - attempt))
        more = [f for f in more if f is not main and f.__name__ not in TWO_SCHOOLS]
        names = []
        try:
            for feature in (*more, main) if rng.random() < 0.5 else (main, *more):
                feature(d)
                names.append(feature.__name__)
            if seed % EVERY == 0:
                d.take("attend_every_day", weekdays=(1, 2))
            record, pack = d.made()
        except (ValueError, IndexError):
            continue
        return record, pack, f"seed {seed}, attempt {attempt}: {', '.join(names)}"
    raise AssertionError(f"seed {seed}: no district")
