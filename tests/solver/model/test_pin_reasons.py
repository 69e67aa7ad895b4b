"""What is said of pins that nothing can keep: what the meeting lacks, and pins that clash."""

from typing import Any

import pytest

from solver.domain import District, MeetingPin
from solver.domain.school import MergeGroup
from tests.factories import tiny_class, tiny_district, tiny_person
from tests.solver.model.helpers import district, group, is_open, model_of, one_school, room


def chess(**answer: Any) -> MeetingPin:
    return MeetingPin(period_id="Tue2", activity_id="chess", **answer)


@pytest.mark.parametrize(
    ("pin", "reason", "words"),
    [
        (chess(staff_id="T1"), "finding.pin_no_skill", "没有带这个项目所需的技能“chess”"),
        (chess(room_id="F1"), "finding.pin_room_lacks", "没有所需的条件"),
        # Guidance of 40 students in 20 seats.
        (
            MeetingPin(period_id="Mon1", activity_id="guidance", class_id="C1", room_id="R4"),
            "finding.pin_room_small",
            "只有 20 座，40 人缺 20 座",
        ),
    ],
)
def test_the_reason_of_a_pin_is_told(pin: MeetingPin, reason: str, words: str) -> None:
    (finding,) = model_of(tiny_district(pins=(pin,))).findings
    assert reason in finding.params["reason"]
    assert words in finding.text_zh
    assert "Reason: " in finding.text_en


def two_classes(*pins: MeetingPin, merged: bool = False, rooms: int = 2) -> District:
    """C1 and C2 with ten students each, guidance in one hour, T1 and T2."""
    return district(
        one_school(
            (tiny_class("C1", 10, None), tiny_class("C2", 10, None)),
            rooms=tuple(room(f"R{i}") for i in range(1, rooms + 1)),
            merges=(MergeGroup(id="G", class_ids=("C1", "C2")),) if merged else (),
        ),
        (tiny_person("T1"), tiny_person("T2")),
        (group("guidance", "guidance", grouping="merged"),),
        pins=pins,
    )


def guidance(class_id: str, **answer: Any) -> MeetingPin:
    return MeetingPin(period_id="p11", activity_id="guidance", class_id=class_id, **answer)


@pytest.mark.parametrize(
    ("merged", "first", "second", "one"),
    [
        (False, {"staff_id": "T1"}, {"staff_id": "T1"}, "Teacher T1"),
        (False, {"room_id": "R1"}, {"room_id": "R1"}, "R1"),
        # Two leaders, two rooms; or one group of both classes: each may be.
        (False, {"staff_id": "T1"}, {"staff_id": "T2"}, ""),
        (False, {"room_id": "R1"}, {"room_id": "R2"}, ""),
        (True, {"staff_id": "T1"}, {"staff_id": "T1"}, ""),
        (True, {"room_id": "R1"}, {"room_id": "R1"}, ""),
    ],
)
def test_pins_that_need_one_twice_are_found_and_only_those(
    merged: bool, first: dict[str, Any], second: dict[str, Any], one: str
) -> None:
    ctx = model_of(two_classes(guidance("C1", **first), guidance("C2", **second), merged=merged))
    assert [f.code for f in ctx.findings] == (["finding.pins_clash"] if one else [])
    assert is_open(ctx) is not bool(one)
    if one:
        (finding,) = ctx.findings
        assert one in finding.text_zh
        assert "只能用于一处" in finding.text_zh
