"""The deletion of a term's student data: who the students were goes, what was counted stays."""

from typing import Any

from sqlalchemy import Connection, func, select

from api.store.audit import Actor, record
from api.store.database import Database
from api.store.districts import lock
from api.store.records import district_of, packed_record, plan_of
from api.store.tables import district_version, job, plan, plan_version
from solver.domain import ChoiceCount, District
from solver.domain.choices import choice_counts
from solver.plan import Plan, digest, plan_digest


class OpenJobsError(Exception):
    """Solves of the district that are not over: they hold student data too."""


def delete_students(
    database: Database, actor: Actor, district_id: str, term_id: str
) -> dict[str, int]:
    """Deletes the students of a district's term from every version, and from its plans.

    Their choices stay as counts by class and activity. The records are other ones afterwards, so
    their digests are counted anew.

    Raises
    ------
    OpenJobsError
        If a solve of the district waits or runs.
    LookupError
        If the district has no such term.
    """
    with database.write() as connection:
        lock(connection, database, district_id)
        open_jobs = select(func.count()).where(
            job.c.district_id == district_id, job.c.state.in_(("queued", "running"))
        )
        if connection.execute(open_jobs).scalar_one():
            raise OpenJobsError(district_id)
        now = database.now(connection)
        changed = _districts(connection, district_id, term_id, now)
        stripped = _plans(connection, district_id, term_id, changed)
        found = {"district_versions": len(changed), "plan_versions": stripped}
        record(
            connection,
            database,
            actor,
            "students.delete",
            f"{district_id}/{term_id}",
            district_id=district_id,
            after=found,
        )
        return found


def without_students(district: District) -> District:
    """Returns a district whose students are counted, not listed."""
    counts = tuple(
        ChoiceCount(class_id=class_id, menu_id=menu_id, activity_id=activity_id, count=count)
        for (class_id, menu_id, activity_id), count in sorted(
            choice_counts(district).items(), key=str
        )
    )
    return district.model_copy(update={"students": (), "choice_counts": counts})


def _districts(
    connection: Connection, district_id: str, term_id: str, now: float
) -> dict[str, str]:
    """Returns the new digests of the versions that had students, by the old ones."""
    of_term = (district_version.c.district_id == district_id, district_version.c.term_id == term_id)
    versions = connection.execute(select(district_version.c.version).where(*of_term)).scalars()
    numbers = versions.all()
    if not numbers:
        raise LookupError(term_id)
    changed: dict[str, str] = {}
    for number in numbers:
        this = (*of_term, district_version.c.version == number)
        row = connection.execute(select(district_version).where(*this)).one()
        district = district_of(row.content)
        if not district.students:
            continue
        bare = without_students(district)
        changed[row.digest] = digest(bare)
        connection.execute(
            district_version.update()
            .where(*this)
            .values(content=packed_record(bare), digest=digest(bare), students_deleted_at=now)
        )
    return changed


def _plans(connection: Connection, district_id: str, term_id: str, changed: dict[str, str]) -> int:
    """Takes the students out of the plans; returns of how many versions."""
    of_term = select(plan.c.id).where(plan.c.district_id == district_id, plan.c.term_id == term_id)
    places = select(plan_version.c.plan_id, plan_version.c.version).where(
        plan_version.c.plan_id.in_(of_term)
    )
    renamed: dict[str, str] = {}
    stripped = 0
    for plan_id, version in connection.execute(places.order_by("plan_id", "version")).all():
        this = (plan_version.c.plan_id == plan_id, plan_version.c.version == version)
        row = connection.execute(select(plan_version).where(*this)).one()
        before = plan_of(row.content)
        after = _bare(before, changed, renamed)
        if after == before:
            continue
        stripped += any(m.student_ids for m in before.meetings)
        renamed[row.digest] = plan_digest(after)
        connection.execute(
            plan_version.update()
            .where(*this)
            .values(
                content=packed_record(after),
                digest=plan_digest(after),
                parent_digest=after.parent_digest,
            )
        )
    return stripped


def _bare(before: Plan, changed: dict[str, str], renamed: dict[str, str]) -> Plan:
    """Returns a plan without students that speaks of the records as they are now."""
    came = before.provenance
    update: dict[str, Any] = {
        "meetings": tuple(m.model_copy(update={"student_ids": ()}) for m in before.meetings),
        "parent_digest": renamed.get(before.parent_digest or "", before.parent_digest),
        "provenance": came.model_copy(
            update={"district_digest": changed.get(came.district_digest, came.district_digest)}
        ),
    }
    after = before.model_copy(update=update)
    if after.verdict is None:
        return after
    said = {
        "district_digest": after.provenance.district_digest,
        "plan_digest": plan_digest(after),
    }
    return after.model_copy(update={"verdict": after.verdict.model_copy(update=said)})
