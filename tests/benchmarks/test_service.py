"""The load test of the service measures what it says, on a small district."""

from benchmarks.service import Load, measure


def test_every_request_is_answered_and_counted() -> None:
    load = measure(schools=1, clients=1, seconds=2)
    assert load.answers["state 200"] == load.answers["policies 200"] >= 1
    covers = {k: n for k, n in load.answers.items() if k.startswith("cover")}
    assert set(covers) <= {"cover 201", "cover 422"}
    assert sum(covers.values()) == load.answers["state 200"]
    assert set(load.peak_mib) == {"api.web", "api.answering"}


def test_figures_by_hand() -> None:
    load = Load(span_s=10.0)
    for n in range(1, 101):
        load.note("read", 200, n / 100)
    # Of 0.01 … 1.00 s the 51st is 0.51, the 96th 0.96, the 100th 1.00; 100 in 10 s.
    assert list(load.rows()) == ["| read | 100 | 10.0 | 0.51 | 0.96 | 1.00 |"]
