"""Every benchmark can be built and is documented; every method gives a judged record."""

import re
from pathlib import Path

import pytest

import benchmarks
from benchmarks.__main__ import main
from benchmarks.instances import load, seed_of, without_staff
from benchmarks.methods import METHODS
from benchmarks.methods.trace import Trace, at, first_complete
from benchmarks.registry import REGISTRY, Instance, find
from benchmarks.runner import Record, run_interleaved
from benchmarks.tables import effort, over_time, ratios

RESULTS = (Path(benchmarks.__file__).parent / "RESULTS.md").read_text(encoding="utf-8")
SMALL = Instance(shipped="hebi")


@pytest.mark.parametrize("name", REGISTRY)
def test_benchmark_builds_and_is_documented(name: str) -> None:
    spec = REGISTRY[name]
    assert set(spec.methods) <= set(METHODS)
    assert spec.budget_s > 0
    assert spec.seeds
    assert load(spec.instance).schools
    assert re.search(rf"`{re.escape(name)}`", RESULTS), f"RESULTS.md does not mention {name}"


@pytest.mark.parametrize("name", METHODS)
def test_method_is_documented(name: str) -> None:
    assert f"`{name}`" in RESULTS


def test_unknown_benchmark_names_the_known() -> None:
    with pytest.raises(ValueError, match="thirty-classes"):
        find("forty-classes")


def test_thirty_classes_has_thirty_and_stays_the_same() -> None:
    spec = find("thirty-classes")
    first, again = load(spec.instance), load(spec.instance)
    assert [len(s.classes) for s in first.schools] == [30]
    assert first == again
    with pytest.raises(ValueError, match="seed"):
        seed_of(Instance("town"))


def test_short_instance_lacks_every_eighth() -> None:
    whole = load(SMALL)
    short = without_staff(whole, 8)
    assert len(short.staff) == len(whole.staff) - len(whole.staff) // 8
    assert whole.staff[7] not in short.staff


@pytest.mark.parametrize("method", METHODS)
def test_method_gives_a_verified_plan_or_an_honest_failure(method: str) -> None:
    (record,) = run_interleaved("smoke", load(SMALL), (method,), (0,), 4.0)
    assert record.state in ("verified", "no plan"), record.note
    assert record.wall_s > 0
    assert record.cpu_s > 0
    assert record.peak_mb > 20
    if record.state == "verified":
        assert record.levels is not None
        if "rooms_s" not in record.facts:
            assert record.note == ""
            assert record.levels <= record.values[-1][1]
        assert record.bounds[-1][1][0] <= record.levels[0]
    else:
        assert record.levels is None
    for text in (over_time([record]), effort([record]), ratios([record])):
        assert method in text


def test_child_that_fails_leaves_a_failed_record() -> None:
    district = load(SMALL).model_copy(update={"policy_pack_id": "nowhere"})
    (record,) = run_interleaved("smoke", district, ("plain",), (0,), 1.0)
    assert record.state == "failed"
    assert "nowhere" in record.note


def test_trace_answers_what_was_known_when() -> None:
    events = [(1.0, (5, 0, 3, 0)), (2.5, (0, 0, 2, 7))]
    assert at(events, 0.9) is None
    assert at(events, 1.0) == (5, 0, 3, 0)
    assert at(events, 60) == (0, 0, 2, 7)
    assert first_complete(events) == 2.5
    trace = Trace()
    trace.reached((5, 0, 0, 0))
    trace.reached((5, 1, 0, 0))
    assert [v for _, v in trace.values] == [(5, 0, 0, 0)]


def test_ratios_leave_out_what_cannot_be_divided() -> None:
    mine = Record("b", "ours", 0, 5.0, "verified", levels=(0, 0, 0, 5, 0, 4, 900))
    base = Record("b", "plain", 0, 5.0, "verified", levels=(0, 0, 0, 10, 0, 0, 1000))
    line = next(x for x in ratios([mine, base]).splitlines() if "ours" in x)
    cells = [cell.strip() for cell in line.split("|")[2:-1]]
    assert cells == ["-", "-", "-", "-", "0.50", "-", "-", "0.90"]


def test_list_names_everything(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list"]) == 0
    shown = capsys.readouterr().out
    assert all(name in shown for name in [*REGISTRY, *METHODS])
