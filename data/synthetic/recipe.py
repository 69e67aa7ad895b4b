"""What a synthetic school is made from: sizes, clock, staff, clubs, money; no plan yet."""

from dataclasses import dataclass
from typing import Literal

from solver.domain.base import Stage

Setting = Literal["city", "seat", "township", "village"]
MenuStyle = Literal["free", "single", "daily"]
Stay = Literal["reading", "care"]
Budget = Literal["loose", "tight"]


@dataclass(frozen=True)
class Clock:
    """Regular periods of every weekday for some grades (empty: all), as start and end minutes."""

    spans: tuple[tuple[int, int], ...]
    dismissal_min: int
    grades: tuple[int, ...] = ()


@dataclass(frozen=True)
class ClassRecipe:
    """A class: its size, and who takes part on Monday ... Friday."""

    grade: int
    number: int
    enrolled: int
    present: tuple[int, int, int, int, int]
    hardship: int = 0
    early_pickup: int = 0
    """Students fewer in the last period of each day."""


@dataclass(frozen=True)
class PayScale:
    """Fen per class-hour in basic service, by role."""

    teacher: int
    leader: int
    other_staff: int
    volunteer: int
    external: int


@dataclass(frozen=True)
class Money:
    """What a school charges and is given; lump sums are found from the planted plan."""

    fee_fen: int
    reduction_pct: int
    pay: PayScale
    fee_published: bool = True
    fee_approval_ref: str = ""
    fee_cap_fen: int | None = None
    fee_cap_ref: str = ""
    subsidy_per_participant_fen: int = 0
    lump_source: str = "区财政课后服务专项经费"
    reduction_group: Literal["hardship", "registered_poor", "subsistence_allowance"] = "hardship"


@dataclass(frozen=True)
class SchoolRecipe:
    """A school before its plan is planted."""

    id: str
    name: str
    stage: Stage
    setting: Setting
    classes: tuple[ClassRecipe, ...]
    clocks: tuple[Clock, ...]
    staff: int
    clubs: int
    money: Money
    special_clubs: int = 0
    band_grades: tuple[tuple[int, ...], ...] = ()
    """Grades of each band, in order."""
    guidance_per_week: int = 5
    sports_per_week: int = 2
    clubs_first: bool = False
    """Clubs and sports in the first period, guidance in the last."""
    alternate: bool = False
    """Bands take guidance in different periods of a day instead of all in the first."""
    long_day: bool = False
    """One weekday has extension in both periods, for clubs of two periods."""
    club_share: float = 0.5
    club_size: tuple[int, int] = (18, 28)
    menu_style: MenuStyle = "free"
    stay: Stay = "reading"
    split: bool = False
    """Those who stay form care groups beside the clubs; the grid says split."""
    merge_sports: bool = False
    externals: int = 0
    is_urban: bool = False
    is_weak: bool = False
    area_id: str | None = None
    is_centre: bool = False
    latitude: float | None = None
    longitude: float | None = None
    adopted_mode: Literal["1+1+N", "2+N"] | None = None
    late_grade_one: bool = False
    near_misses: tuple[str, ...] = ()


@dataclass(frozen=True)
class ProviderRecipe:
    """An outside body: the club skills it teaches, its price, and what it lacks."""

    id: str
    name: str
    skills: tuple[str, ...]
    price_per_meeting_fen: int
    missing_step: bool = False
    kind: Literal["non_academic_training", "public_activity_body", "social_organisation"] = (
        "non_academic_training"
    )


@dataclass(frozen=True)
class DistrictRecipe:
    """A district before its plan is planted."""

    id: str
    name: str
    pack_id: str
    schools: tuple[SchoolRecipe, ...]
    providers: tuple[ProviderRecipe, ...] = ()
    budget: Budget = "loose"
    """Whether accounts keep a surplus under the planted plan, or close at nothing, fund and all."""
    seed_words: str = ""
    """What every random draw inside the schools depends on, with the school's id."""
