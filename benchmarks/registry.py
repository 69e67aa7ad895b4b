"""What is measured: every benchmark by its name, with its instance, methods, budget and seeds."""

from dataclasses import dataclass

COMPARED = ("naive", "plain", "ours")


@dataclass(frozen=True)
class Instance:
    """Where a district comes from: drawn from a profile, or one that the product ships.

    Attributes
    ----------
    profile, schools, seed
        As in ``data.synthetic.generator.generate``. Without a seed the first seed, counted from
        0, whose first school has ``classes`` classes.
    shipped
        Id of a shipped district; then the others are not used.
    drops_every
        Every so many-th staff member is taken out, so that the district is short of people.
    """

    profile: str = ""
    schools: int = 1
    seed: int | None = None
    classes: int | None = None
    shipped: str = ""
    drops_every: int = 0


@dataclass(frozen=True)
class BenchSpec:
    """A benchmark: each method on the instance, within a budget, once per seed.

    Attributes
    ----------
    seeds
        Seeds of the methods' random choices; the instance stays the same.
    """

    name: str
    about: str
    instance: Instance
    methods: tuple[str, ...] = COMPARED
    budget_s: float = 60.0
    seeds: tuple[int, ...] = (0,)


_SPECS = (
    BenchSpec(
        "thirty-classes",
        "a city primary school of 30 classes around a planted plan that serves everybody",
        Instance("city_district", classes=30),
    ),
    BenchSpec(
        "thirty-classes-2",
        "the second such school that the profile draws, by seed",
        Instance("city_district", seed=41),
        ("plain", "ours"),
    ),
    BenchSpec(
        "thirty-classes-3",
        "the third such school",
        Instance("city_district", seed=66),
        ("plain", "ours"),
    ),
    BenchSpec(
        "thirty-classes-short",
        "the same school without every eighth staff member: needs stay unmet, bounds matter",
        Instance("city_district", classes=30, drops_every=8),
    ),
    BenchSpec(
        "thirty-classes-milp",
        "the school of 30 classes, the product's rows in HiGHS with the grid free",
        Instance("city_district", classes=30),
        ("milp", "ours"),
    ),
    BenchSpec(
        "township",
        "one township school: small enough for every method, used by the smoke test",
        Instance("rural_county", seed=0),
        ("naive", "plain", "milp", "ours"),
        20.0,
    ),
    BenchSpec(
        "county-five",
        "five schools of an average county that share staff and providers",
        Instance("average_county", schools=5, seed=0),
        ("plain", "ours"),
        60.0,
    ),
    *(
        BenchSpec(f"shipped-{i}", f"the shipped one, {i}", Instance(shipped=i), ("plain", "ours"))
        for i in ("anxi", "hebi", "hefei", "qiaocheng", "xinyi")
    ),
)

REGISTRY: dict[str, BenchSpec] = {spec.name: spec for spec in _SPECS}


def find(name: str) -> BenchSpec:
    """Returns a benchmark by its name.

    Raises
    ------
    ValueError
        If there is none; the message names those that exist.
    """
    if name not in REGISTRY:
        raise ValueError(f"no benchmark {name!r}; there are: {', '.join(REGISTRY)}")
    return REGISTRY[name]
