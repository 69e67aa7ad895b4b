"""The balance of lending: what each school gives and receives, and who pays."""

from data.documents.document import Request
from data.documents.lending import lending_papers
from data.documents.months import months_of
from data.writers.lending import balance, balance_rows, lent, lent_rows, loans
from data.writers.view import PlanView
from solver.domain import District
from tests.factories import changed, good_plan, tiny_district, tiny_pack, with_person, with_school
from tests.solver.verify.helpers import duty, switched, two_school_plan, two_schools


def shared(lang: str = "en", **school: int) -> PlanView:
    """T5 of S1 is at S2 on Mondays, 17:00 to 18:00, and T6 of S2 on a post of S1."""
    record = with_person(switched(two_schools()), "T5", lendable_to=("S2",))
    record = with_school(record, "S1", **school) if school else record
    return PlanView(record, tiny_pack(), two_school_plan(record, "T5"), lang)


def test_person_days_times_hours_and_pay() -> None:
    # Mondays 2, 9, 16 and 23 March: four dates, one in each week, each of 60 minutes or 1.5
    # class-hours of 40; at 60 yuan a class-hour 90 yuan a date, 360 yuan in all.
    (loan,) = loans(shared())
    assert (loan.home_id, loan.host_id, loan.person.id) == ("S1", "S2", "T5")
    assert (len(loan.days), loan.most_a_week, loan.times, loan.ch) == (4, 1, 4, 600)
    assert loan.pay_fen == 36000


def test_what_one_gives_the_other_receives() -> None:
    view = shared()
    names = [s.name for s in view.district.schools]
    assert balance_rows(view) == [
        (names[0], 4, 4, 600, 36000, 0, 0, 0, 0, 600),
        (names[1], 0, 0, 0, 0, 4, 4, 600, 36000, -600),
    ]
    assert lent_rows(view) == [(names[0], names[1], "Teacher T5", 4, 1, 4, 600, 36000)]


def test_duties_count_and_people_without_a_home_do_not() -> None:
    view = shared()
    posted = changed(view.plan, duties=(duty("S2-gate", "T5", school_id="S2"),))
    # The gate has the hour of the meeting: the same four days, twice as many times, no more hours.
    (loan,) = loans(PlanView(view.district, view.pack, posted, "en"))
    assert (len(loan.days), loan.times, loan.ch, loan.pay_fen) == (4, 8, 600, 36000)
    nobody = with_person(view.district, "T5", role="volunteer", home_school_id=None)
    assert loans(PlanView(nobody, view.pack, view.plan, "en")) == []
    assert balance(PlanView(nobody, view.pack, view.plan, "zh")).note == "没有校际支援。"


def test_the_document_says_who_allows_it_and_the_limits() -> None:
    view = shared("zh", max_lent_days=2)
    (paper,) = lending_papers(Request(view, months_of(view.district.term)))
    assert paper.title == "校际支援收支表"
    assert [(f.name, f.said) for f in paper.fields] == [
        ("依据", "规划者 X 于 2026-02-01 开启"),
        (view.district.schools[0].name, "每周外派不超过 2 人天"),
    ]
    assert [t.rows[-1] for t in paper.tables] == [
        ("合计", 4, 4, 600, 36000, 4, 4, 600, 36000, 0),
        ("合计", "", "", 4, "", 4, 600, 36000),
    ]


def test_a_district_that_lends_nobody_has_no_such_document() -> None:
    alone: District = tiny_district()
    view = PlanView(alone, tiny_pack(), good_plan(alone), "zh")
    assert lending_papers(Request(view, months_of(alone.term))) == []
    assert lent(view).rows == ()
