"""The tables of the store. Times are seconds since 1970 (UTC); records are JSON, compressed.

Rows of versions, events and the audit trail are only ever added; the deletion of a term's student
data is the one exception, and says so in the audit trail.
"""

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

district_version = Table(
    "district_version",
    METADATA,
    Column("district_id", String(80), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("name", String(200), nullable=False),
    Column("term_id", String(80), nullable=False),
    Column("pack_id", String(80), nullable=False),
    Column("schema_version", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("created_at", Float, nullable=False),
    Column("created_by", String(40), nullable=False),
    Column("students_deleted_at", Float),
)

plan = Table(
    "plan",
    METADATA,
    Column("id", String(40), primary_key=True),
    Column("district_id", String(80), nullable=False),
    Column("term_id", String(80), nullable=False),
    Column("latest", Integer, nullable=False),
    Column("created_at", Float, nullable=False),
    Index("ix_plan_district_id_term_id", "district_id", "term_id"),
)

plan_version = Table(
    "plan_version",
    METADATA,
    Column("plan_id", String(40), ForeignKey("plan.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("district_id", String(80), nullable=False),
    Column("district_version", Integer, nullable=False),
    Column("origin", String(20), nullable=False),
    Column("job_id", String(40)),
    Column("schema_version", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("parent_digest", String(64)),
    Column("status", String(20), nullable=False),
    Column("publishable", Boolean, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("created_at", Float, nullable=False),
    Column("created_by", String(40), nullable=False),
    ForeignKeyConstraint(
        ["district_id", "district_version"],
        ["district_version.district_id", "district_version.version"],
    ),
)

publication = Table(
    "publication",
    METADATA,
    Column("district_id", String(80), primary_key=True),
    Column("term_id", String(80), primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("plan_id", String(40), nullable=False),
    Column("version", Integer, nullable=False),
    Column("published_at", Float, nullable=False),
    Column("published_by", String(40), nullable=False),
    ForeignKeyConstraint(["plan_id", "version"], ["plan_version.plan_id", "plan_version.version"]),
)

job = Table(
    "job",
    METADATA,
    Column("id", String(40), primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("district_id", String(80), nullable=False),
    Column("district_version", Integer, nullable=False),
    Column("settings", Text, nullable=False),
    Column("state", String(20), nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("strikes", Integer, nullable=False),
    Column("worker", String(80)),
    Column("lease_until", Float),
    Column("cancel_asked", Boolean, nullable=False),
    Column("spent_s", Float, nullable=False),
    Column("last_event", Integer, nullable=False),
    Column("progress", Text),
    Column("checkpoint", LargeBinary),
    Column("checkpoint_whole", Boolean, nullable=False),
    Column("checkpoint_values", Text),
    Column("result", Text),
    Column("plan_id", String(40), ForeignKey("plan.id")),
    Column("created_at", Float, nullable=False),
    Column("created_by", String(40), nullable=False),
    Column("started_at", Float),
    Column("finished_at", Float),
    ForeignKeyConstraint(
        ["district_id", "district_version"],
        ["district_version.district_id", "district_version.version"],
    ),
    Index("ix_job_state_created_at", "state", "created_at"),
)

event = Table(
    "event",
    METADATA,
    Column("job_id", String(40), ForeignKey("job.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("at", Float, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("content", Text, nullable=False),
)

api_key = Table(
    "api_key",
    METADATA,
    Column("id", String(40), primary_key=True),
    Column("hash", String(64), nullable=False),
    Column("role", String(20), nullable=False),
    Column("label", String(200), nullable=False),
    Column("district_id", String(80)),
    Column("school_id", String(80)),
    Column("created_at", Float, nullable=False),
    Column("revoked_at", Float),
    UniqueConstraint("hash"),
)

feed = Table(
    "feed",
    METADATA,
    Column("id", String(40), primary_key=True),
    Column("hash", String(64), nullable=False),
    Column("district_id", String(80), nullable=False),
    Column("school_id", String(80)),
    Column("staff_id", String(80), nullable=False),
    Column("created_at", Float, nullable=False),
    Column("created_by", String(40), nullable=False),
    Column("revoked_at", Float),
    UniqueConstraint("hash"),
)

audit = Table(
    "audit",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", Float, nullable=False),
    Column("key_id", String(40), nullable=False),
    Column("role", String(20), nullable=False),
    Column("action", String(40), nullable=False),
    Column("outcome", String(20), nullable=False),
    Column("district_id", String(80)),
    Column("school_id", String(80)),
    Column("subject", String(200), nullable=False),
    Column("before", Text),
    Column("after", Text),
    Column("request_id", String(40)),
    Index("ix_audit_district_id_id", "district_id", "id"),
)

idempotency = Table(
    "idempotency",
    METADATA,
    Column("key_id", String(40), primary_key=True),
    Column("idempotency_key", String(200), primary_key=True),
    Column("request_hash", String(64), nullable=False),
    Column("job_id", String(40), ForeignKey("job.id"), nullable=False),
    Column("created_at", Float, nullable=False),
)
