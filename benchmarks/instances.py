"""Districts to measure on, from the generator or from the shipped files; always the same bytes."""

from pathlib import Path

from benchmarks.registry import Instance
from data.readers import read_district
from data.synthetic.generator import generate
from data.synthetic.profiles import draw_district
from solver.domain import District

_SHIPPED = Path(__file__).parents[1] / "data" / "districts"
_MOST_SEEDS = 10_000


def load(instance: Instance) -> District:
    """Returns the district of an instance."""
    if instance.shipped:
        district = read_district(_SHIPPED / f"{instance.shipped}.json")
    else:
        district, _planted = generate(instance.profile, instance.schools, seed_of(instance))
    return without_staff(district, instance.drops_every) if instance.drops_every else district


def seed_of(instance: Instance) -> int:
    """Returns the seed of a drawn instance: the given one, or the first that fits.

    Raises
    ------
    ValueError
        If an instance has neither a seed nor a number of classes, or no seed fits.
    """
    if instance.seed is not None:
        return instance.seed
    if instance.classes is None:
        raise ValueError("an instance needs a seed or a number of classes")
    for seed in range(_MOST_SEEDS):
        drawn = draw_district(instance.profile, 1, seed, "qiaocheng")
        if len(drawn.schools[0].classes) == instance.classes:
            return seed
    raise ValueError(f"{instance.profile}: no first school of {instance.classes} classes")


def without_staff(district: District, every: int) -> District:
    """Returns the district without its ``every``-th, 2 ``every``-th, ... staff member."""
    staff = tuple(p for i, p in enumerate(district.staff, start=1) if i % every)
    changed = {"id": f"{district.id}-short{every}", "staff": staff}
    return District.model_validate({**dict(district), **changed})
