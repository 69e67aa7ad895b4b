"""A pack and a plan for the rich district, with one of everything that documents must say.

The plan is not legal; it is made to be read.
"""

from typing import Any

from solver.domain import District
from solver.plan import (
    AccountLine,
    AccountStatement,
    AppliedWaiver,
    ClauseVerdict,
    Duty,
    GridEntry,
    LevelReport,
    LevelValue,
    Meeting,
    Plan,
    Provenance,
    Section,
    TermReport,
    TermValue,
    UnmetNeed,
    UnusedResource,
    Verdict,
    Violation,
    digest,
    plan_digest,
)
from solver.policy import Clause, PolicyPack
from tests.data.rich import FIRST, LAST, rich_district


def clause(clause_id: str, strength: str = "must", **more: Any) -> Clause:
    """A clause of a test document."""
    return Clause(
        **{
            "id": clause_id,
            "document": "某县课后服务办法",
            "section": f"第{clause_id[-1]}条",
            "classes": ("hard",),
            "strength": strength,
            "scope": "all",
            "zh": f"规则{clause_id} <每天>",
            "en": f"Rule {clause_id} <daily>",
            **more,
        }
    )


def rich_pack() -> PolicyPack:
    """A pack with a clause in each state."""
    return PolicyPack(
        id="qiaocheng",
        name_zh="测试政策",
        name_en="Test policy",
        title="某县课后服务办法",
        status="test",
        provenance_grade="D",
        provenance_note_zh="虚构",
        provenance_note_en="invented",
        minutes_per_class_hour_primary=40,
        minutes_per_class_hour_junior=45,
        short_break_min=10,
        not_yet_enforced=("QC-5",),
        clauses=(
            clause("QC-1", family="run_every_day"),
            clause("QC-2", family="fit_rooms"),
            clause("QC-3", family="lend_within_area"),
            clause(
                "QC-4",
                classes=("data",),
                served_by="Funding.fee_fen；家长告知书 / Funding.fee_fen; parent notice",
            ),
            clause("QC-5", family="cap_fees"),
            clause("QC-7", strength="in_principle", family="keep_daily_minutes"),
        ),
    )


def _meeting(number: int, period_id: str, weekday: int, activity: str, **more: Any) -> Meeting:
    return Meeting(
        **{
            "id": f"m{number}",
            "school_id": "一小",
            "weekday": weekday,
            "period_id": period_id,
            "activity_id": activity,
            "section_id": f"s{number}",
            "component": "guidance",
            "service_type": "basic",
            "room_id": "R1",
            "staff_ids": ("1001",),
            "class_counts": {"三1班": 40},
            "from_date": FIRST,
            "to_date": LAST,
            **more,
        }
    )


def _meetings() -> tuple[Meeting, ...]:
    return (
        _meeting(1, "一周一1", 1, "辅导", except_dates=(FIRST,)),
        _meeting(
            2,
            "一周三1",
            3,
            "足球",
            component="extension",
            room_id="操场",
            staff_ids=("志愿1", "外1"),
            class_counts={"三1班": 20, "三2班": 0},
        ),
        _meeting(
            3, "一周三1", 3, "编程", component="extension", service_type="special", room_id=None,
            class_counts={"三1班": 15}, staff_ids=("教1",),
        ),
    )  # fmt: skip


def _levels() -> tuple[LevelReport, ...]:
    return (
        LevelReport(
            name="unmet_service",
            unit="student_min",
            value=225,
            bound=180,
            ref=20000,
            proved=False,
        ),
        LevelReport(
            name="missing_money", unit="fen", value=12345, bound=12345, ref=99999, proved=True
        ),
        LevelReport(
            name="choices",
            unit="students",
            value=3,
            bound=1,
            ref=12,
            proved=False,
            bound_scope="all_plans",
        ),
    )


def _accounts() -> tuple[AccountStatement, ...]:
    return (
        AccountStatement(
            school_id="一小",
            account="basic",
            opening_fen=-12345,
            lines=(
                AccountLine(kind="fees", amount_fen=1234567),
                AccountLine(kind="lump_sum:县财政", amount_fen=100),
                AccountLine(kind="provider:星海", amount_fen=-20050, note="18 次"),
                AccountLine(kind="running:water", amount_fen=-10001),
            ),
            closing_fen=-12345,
            missing_fen=12345,
        ),
        AccountStatement(
            school_id="一小",
            account="special",
            opening_fen=0,
            lines=(),
            closing_fen=5,
            refund_fen=5,
        ),
    )


def _unmet() -> tuple[UnmetNeed, ...]:
    return (
        UnmetNeed(
            family="place_everyone_once",
            school_id="一小",
            class_id="三1班",
            weekday=3,
            period_id="一周三1",
            component="care",
            student_periods=5,
            minutes=225,
            cause="no_such_key",
            text_zh="没有空闲的教师",
            text_en="no teacher is free",
        ),
        UnmetNeed(
            family="staff_duty_posts",
            school_id="一小",
            class_id=None,
            weekday=1,
            period_id="门岗",
            component="care",
            student_periods=1,
            minutes=140,
            cause="no_such_key",
            text_zh="没有人可以站岗",
            text_en="nobody may stand there",
        ),
    )


def _waivers() -> tuple[AppliedWaiver, ...]:
    return (
        AppliedWaiver(
            clause_id="QC-7",
            school_id="一小",
            reason="首年过渡",
            granted_by="教育局",
            until=LAST,
            amount=5,
            unit="min",
        ),
    )


def rich_plan(district: District | None = None, pack: PolicyPack | None = None) -> Plan:
    """A plan with meetings, an unmet need, accounts, a violation and a waiver."""
    district = district or rich_district()
    pack = pack or rich_pack()
    meetings = _meetings()
    plan = Plan(
        plan_id="P1",
        district_id=district.id,
        status="not_publishable",
        publishable=False,
        levels=_levels(),
        terms=(
            TermReport(
                family="satisfy_choices",
                level="choices",
                unit="students",
                value=3,
                best=1,
                worst=12,
                weight=1,
                label="optimistic",
            ),
        ),
        grid=(
            GridEntry(class_id="三1班", period_id="一周一1", component="guidance"),
            GridEntry(class_id="三1班", period_id="一周三1", component="extension"),
            GridEntry(class_id="三2班", period_id="一周三1", component="split"),
        ),
        sections=tuple(
            Section(
                id=m.section_id,
                school_id=m.school_id,
                activity_id=m.activity_id,
                period_ids=(m.period_id,),
                from_date=FIRST,
                to_date=LAST,
            )
            for m in meetings
        ),
        meetings=meetings,
        duties=(
            Duty(
                id="D1",
                school_id="一小",
                post_id="门岗",
                weekday=1,
                staff_ids=("志愿1",),
                from_date=FIRST,
                to_date=LAST,
                except_dates=(FIRST,),
            ),
        ),
        accounts=_accounts(),
        unmet=_unmet(),
        unused=(
            UnusedResource(
                kind="staff",
                id="外1",
                school_id=None,
                clause_id="QC-2",
                reason="bad_record",
                text_zh="有不良记录",
                text_en="bad record",
            ),
        ),
        clause_waivers=_waivers(),
        provenance=_provenance(district, pack),
    )
    return plan.model_copy(update={"verdict": _verdict(district, pack, plan)})


def _provenance(district: District, pack: PolicyPack) -> Provenance:
    return Provenance(
        district_digest=digest(district),
        pack_id=pack.id,
        pack_digest=digest(pack),
        product_version="0.1.0",
        seed=1,
        workers=2,
        time_limit_s=60,
        work_limit=None,
        search="lns",
        created_at="2026-08-30T10:00:00+08:00",
    )


def _verdict(district: District, pack: PolicyPack, plan: Plan) -> Verdict:
    """A violation, and a clause in each state."""
    states = {"QC-1": "held", "QC-2": "violated", "QC-3": "not_applicable"}
    states |= {"QC-4": "served", "QC-5": "not_yet_enforced", "QC-7": "waived"}
    return Verdict(
        ok=False,
        complete=False,
        publishable=False,
        violations=(
            Violation(
                family="fit_rooms",
                clause_id="QC-2",
                school_id="一小",
                weekday=3,
                period_id="一周三1",
                subject="m3",
                amount=15,
                unit="students",
                code="fit_rooms.no_room",
                text_zh="=没有教室",
                text_en="=no room",
            ),
        ),
        clauses=tuple(
            ClauseVerdict(
                clause_id=key,
                state=state,  # type: ignore[arg-type]
                compared="2 次活动",
                violations=int(state == "violated"),
            )
            for key, state in states.items()
        ),
        levels=tuple(LevelValue(name=v.name, unit=v.unit, value=v.value) for v in plan.levels),
        terms=tuple(TermValue(family=t.family, value=t.value) for t in plan.terms),
        district_digest=digest(district),
        pack_digest=digest(pack),
        plan_digest=plan_digest(plan),
    )
