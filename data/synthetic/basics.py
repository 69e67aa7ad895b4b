"""Guidance, sports, reading and care: the same activities at every school of a district."""

from data.synthetic import catalogue
from solver.domain.activity import Activity

GUIDANCE = Activity(
    id="guidance",
    title="作业辅导",
    component="guidance",
    field="homework",
    is_academic=True,
    grouping="by_class",
    max_students=60,
    skill=catalogue.GUIDANCE_SKILL,
)
SPORTS = Activity(
    id="sports",
    title="体育锻炼",
    component="sports",
    field="sport",
    grouping="merged",
    max_students=60,
    skill=catalogue.SPORTS_SKILL,
    room_features=(catalogue.SPORTS_FEATURE,),
)
READING = Activity(
    id="reading",
    title="自主阅读",
    component="extension",
    field="reading",
    grouping="whole_band",
    max_students=catalogue.READING_MAX,
)
CARE = Activity(
    id="care",
    title="课后看护",
    component="care",
    field="care",
    grouping="by_class",
    max_students=60,
)
BASICS = (GUIDANCE, SPORTS, READING, CARE)
