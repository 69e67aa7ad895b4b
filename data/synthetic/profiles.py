"""The four profiles: what is drawn for each school of a district."""

from random import Random

from data.synthetic.kinds import MIX, WEAK_VILLAGE, Kind
from data.synthetic.names import CITY, PLACES, PROVIDERS, VILLAGES
from data.synthetic.recipe import (
    ClassRecipe,
    Clock,
    DistrictRecipe,
    MenuStyle,
    Money,
    PayScale,
    ProviderRecipe,
    SchoolRecipe,
)

NAMES = {
    "city_district": ("模拟城区", "cd"),
    "average_county": ("模拟县", "ac"),
    "rural_county": ("模拟农业县", "rc"),
    "town": ("模拟镇区", "tn"),
}
EARLY = Clock(spans=((960, 1020), (1020, 1080)), dismissal_min=950)
BREAKS = Clock(spans=((950, 1010), (1020, 1080)), dismissal_min=945)
SHORT_LONG = Clock(spans=((950, 1000), (1010, 1080)), dismissal_min=950)
LATE = Clock(spans=((990, 1050), (1050, 1110)), dismissal_min=980)
GRADED = (
    Clock(spans=((960, 1020), (1020, 1080)), dismissal_min=950, grades=(1, 2)),
    Clock(spans=((980, 1040), (1040, 1100)), dismissal_min=970, grades=(3, 4, 5, 6)),
)
ALL_NEAR_MISSES = (
    "failed_vetting",
    "expired_papers",
    "unsafe_room",
    "tight_room",
    "unqualified_volunteer",
    "overpaid_teacher",
    "long_absence",
)


def draw_district(profile: str, schools: int, seed: int, pack_id: str) -> DistrictRecipe:
    """Draws the recipe of a district; a district of more schools starts with the same ones."""
    if profile not in MIX:
        raise ValueError(f"unknown profile {profile!r}; known: {', '.join(sorted(MIX))}")
    if schools < 1:
        raise ValueError(f"a district has at least one school, not {schools}")
    name, code = NAMES[profile]
    words = f"{profile}/{seed}"
    recipes = []
    for i in range(schools):
        rng = Random(f"{words}/recipe/{i}")
        kind = MIX[profile][i % len(MIX[profile])]
        recipes.append(_school(profile, kind, i, f"{code}-s{i + 1}", rng))
    return DistrictRecipe(
        id=f"{code}-{schools}-{seed}",
        name=f"{name}（{schools} 校，种子 {seed}）",
        pack_id=pack_id,
        schools=tuple(recipes),
        providers=_providers(code, schools, Random(f"{words}/providers")),
        seed_words=words,
    )


def _school(profile: str, kind: Kind, i: int, id_: str, rng: Random) -> SchoolRecipe:
    count = rng.randint(*kind.classes)
    grades = _grades(kind, count)
    staff = round(count * rng.uniform(*kind.staff_per_class) * rng.uniform(0.88, 0.92))
    village = kind.setting == "village"
    area, centre = _area(profile, i)
    east, north = _place(profile, i, rng)
    graded = kind.stage == "primary" and not village and rng.random() < 0.2
    clock = rng.choice((EARLY, BREAKS, SHORT_LONG)) if kind.stage == "primary" else LATE
    style: MenuStyle = "free" if village else rng.choice(("free", "single", "daily"))
    long_day = kind.setting in ("city", "seat") and kind.stage == "primary" and rng.random() < 0.5
    fee = rng.randrange(kind.fee_yuan[0], kind.fee_yuan[1] + 1, 20) * 100
    rate = rng.choice((4000, 4500, 5000, 5500, 6000))
    near = ALL_NEAR_MISSES if i == 0 else tuple(rng.sample(ALL_NEAR_MISSES, 2))
    return SchoolRecipe(
        id=id_,
        name=_name(profile, kind, i, centre),
        stage=kind.stage,
        setting=kind.setting,
        classes=tuple(_class(kind, grade, number, rng) for grade, number in grades),
        clocks=GRADED if graded else (clock,),
        staff=staff,
        clubs=rng.randint(*kind.clubs),
        special_clubs=rng.randint(*kind.special),
        money=Money(
            fee_fen=fee,
            reduction_pct=rng.choice((50, 100)),
            pay=PayScale(rate, rate - 500, rate - 1500, 3000, 5000),
            fee_approval_ref="收费公示（模拟）",
        ),
        band_grades=_bands(kind, [g for g, _ in grades]),
        guidance_per_week=5 if kind.stage == "junior" or village else rng.choice((4, 5)),
        alternate=count > 24 or rng.random() < 0.5,
        long_day=long_day,
        club_share=rng.uniform(0.45, 0.6),
        club_size=kind.club_size,
        menu_style=style,
        merge_sports=village,
        externals=0 if village else rng.choice((0, 1, 1, 2)),
        is_urban=kind.setting in ("city", "seat"),
        is_weak=kind is WEAK_VILLAGE,
        area_id=area,
        is_centre=centre,
        latitude=north,
        longitude=east,
        adopted_mode="1+1+N",
        late_grade_one=kind.stage == "primary" and rng.random() < 0.5,
        near_misses=near,
    )


def _grades(kind: Kind, count: int) -> list[tuple[int, int]]:
    """Grade and number of each class: as even as possible, the lower grades first."""
    span = (7, 8, 9) if kind.stage == "junior" else (1, 2, 3, 4, 5, 6)
    out = []
    for k, grade in enumerate(span):
        n = count // len(span) + (k < count % len(span))
        out += [(grade, number) for number in range(1, n + 1)]
    return out


def _bands(kind: Kind, grades: list[int]) -> tuple[tuple[int, ...], ...]:
    """One band per grade; small primary schools pair their grades."""
    present = sorted(set(grades))
    if kind.stage == "junior" or len(grades) > 15:
        return tuple((g,) for g in present)
    pairs = [tuple(g for g in pair if g in present) for pair in ((1, 2), (3, 4), (5, 6))]
    return tuple(p for p in pairs if p)


def _class(kind: Kind, grade: int, number: int, rng: Random) -> ClassRecipe:
    enrolled = rng.randint(*kind.pupils)
    joined = min(enrolled, max(4, round(enrolled * rng.uniform(*kind.rate))))
    days = [joined - (rng.random() < 0.3) * rng.randint(0, 2) for _ in range(5)]
    days[4] = max(3, joined - rng.randint(0, max(1, joined // 12)))
    days[rng.randrange(4)] = joined
    hardship = round(max(days) * rng.uniform(0.02, 0.08))
    early = rng.choice((1, 2, 3)) if grade <= 2 and rng.random() < 0.2 else 0
    return ClassRecipe(
        grade, number, enrolled, (days[0], days[1], days[2], days[3], days[4]), hardship, early
    )


def _area(profile: str, i: int) -> tuple[str | None, bool]:
    """Area and whether the school is its centre: the first township school of each round."""
    if profile not in ("rural_county", "average_county"):
        return None, False
    size = len(MIX[profile])
    return f"area-{i // size + 1}", i % size == 0


def _place(profile: str, i: int, rng: Random) -> tuple[float, float]:
    """Longitude and latitude on an invented plain, areas some kilometres apart."""
    spacing = {"city_district": 0.012, "town": 0.02}.get(profile, 0.09)
    size = len(MIX[profile])
    ring, inside = divmod(i, size)
    east = 116.0 + spacing * ((ring % 5) * 2 + rng.uniform(-0.5, 0.5) + (inside % 3) * 0.35)
    north = 33.5 + spacing * ((ring // 5) * 2 + rng.uniform(-0.5, 0.5) + (inside // 3) * 0.35)
    return round(east, 4), round(north, 4)


def _name(profile: str, kind: Kind, i: int, centre: bool) -> str:
    lap = len(MIX[profile])
    place = PLACES[(i // lap) % len(PLACES)]
    if kind.setting in ("city", "seat"):
        word = CITY[i % len(CITY)] + ("" if i < len(CITY) else f"第{i // len(CITY) + 1}")
        return word + ("中学" if kind.stage == "junior" else "小学")
    if kind.setting == "village":
        return f"{place}镇{VILLAGES[i % len(VILLAGES)]}小学"
    if kind.stage == "junior":
        return f"{place}镇第{i % lap + 1}初级中学"
    return f"{place}镇中心小学" if centre or i % lap == 0 else f"{place}镇第{i % lap + 1}小学"


def _providers(code: str, schools: int, rng: Random) -> tuple[ProviderRecipe, ...]:
    """Bodies with disjoint skills, and one more that lacks its last approval step."""
    skills = (
        ("篮球", "足球"),
        ("绘画", "舞蹈"),
        ("编程", "航模"),
        ("手工", "主持"),
        ("乒乓球", "羽毛球", "武术"),
        ("尤克里里",),
    )
    out = [
        ProviderRecipe(
            f"{code}-p{k + 1}", PROVIDERS[k], skills[k], rng.randrange(12000, 26001, 1000)
        )
        for k in range(len(skills))
    ]
    unapproved = ProviderRecipe(
        f"{code}-p{len(out) + 1}", PROVIDERS[len(out)], ("戏剧",), 15000, missing_step=True
    )
    return (*out, unapproved)
