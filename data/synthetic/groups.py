"""Groups that sit by class: guidance in the home room, sports on the field."""

from data.synthetic.basics import GUIDANCE, SPORTS
from data.synthetic.draft import BandDraft, ClassDraft, MeetingDraft, SchoolDraft


def plant_groups(school: SchoolDraft) -> None:
    """Plants one guidance group per class and sports groups of one class or a listed merge."""
    field = next(r for r in school.rooms if r.id.endswith("-field"))
    for band in school.bands:
        for period in band.with_component("guidance"):
            for c in band.classes:
                students = band.present(c, period)
                if students:
                    c.room.used.take(period)
                    meeting = MeetingDraft(GUIDANCE, "guidance", (period,), {c.id: students})
                    meeting.room = c.room
                    school.meetings.append(meeting)
        for period in band.with_component("sports"):
            for group in _sports_groups(school, band):
                counts = {c.id: band.present(c, period) for c in group}
                field.used.take(period)
                school.meetings.append(
                    MeetingDraft(
                        SPORTS,
                        "sports",
                        (period,),
                        {i: n for i, n in counts.items() if n},
                        field,
                        subject="体育",
                    )
                )


def _sports_groups(school: SchoolDraft, band: BandDraft) -> list[list[ClassDraft]]:
    """The classes of a band in sports groups: listed merges as they are, others alone."""
    merged = {i: m for m in school.merges for i in m}
    groups: dict[tuple[str, ...], list[ClassDraft]] = {}
    for c in band.classes:
        groups.setdefault(merged.get(c.id, (c.id,)), []).append(c)
    return list(groups.values())
