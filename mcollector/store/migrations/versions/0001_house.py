"""The house: every table of the first version, with its nets."""

import sqlalchemy as sa
from alembic import op

from mcollector.store.database.making import make_role, make_table, protect_log

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    make_role()
    make_table(
        "audit_checkpoints",
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("root", sa.LargeBinary(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_checkpoints")),
        sa.UniqueConstraint(
            "company_id", "size", name=op.f("uq_audit_checkpoints_company_id_size")
        ),
        system_reads=True,
    )
    make_table(
        "audit_lines",
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("leaf", sa.LargeBinary(), nullable=False),
        sa.Column("root", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("action", sa.String(length=32), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("object_id", sa.Uuid(), nullable=True),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_lines")),
        sa.UniqueConstraint("company_id", "seq", name=op.f("uq_audit_lines_company_id_seq")),
        system_reads=True,
    )
    op.create_index(
        "ix_audit_lines_object", "audit_lines", ["company_id", "object_id", "seq"], unique=False
    )
    op.create_index(
        "ix_audit_lines_subject", "audit_lines", ["company_id", "subject_id", "seq"], unique=False
    )
    make_table(
        "audit_logs",
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("frontier", sa.LargeBinary(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_logs")),
        sa.UniqueConstraint("company_id", name=op.f("uq_audit_logs_company_id")),
        system_reads=True,
    )
    make_table(
        "companies",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("department", sa.String(length=200), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("hours", sa.String(length=100), nullable=False),
        sa.Column("reply_to", sa.String(length=254), nullable=False),
        sa.Column("late_days", sa.Integer(), nullable=False),
        sa.Column("review_days", sa.Integer(), nullable=False),
        sa.Column("card_back_only", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_companies")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_companies_company_id_id")),
        system_reads=True,
    )
    make_table(
        "counters",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counters")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_counters_company_id_id")),
        sa.UniqueConstraint("company_id", "name", name=op.f("uq_counters_company_id_name")),
    )
    make_table(
        "key_checks",
        sa.Column("name", sa.String(length=16), nullable=False),
        sa.Column("check_value", sa.LargeBinary(), nullable=False),
        sa.Column("public", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key_checks")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_key_checks_company_id_id")),
        sa.UniqueConstraint("company_id", "name", name=op.f("uq_key_checks_company_id_name")),
    )
    make_table(
        "logins",
        sa.Column("user_id", sa.String(length=8), nullable=False),
        sa.Column("mail_digest", sa.LargeBinary(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_logins")),
        sa.UniqueConstraint("user_id", name=op.f("uq_logins_user_id")),
    )
    op.create_index("ix_logins_mail_digest", "logins", ["mail_digest"], unique=False)
    make_table(
        "notice_readings",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("notice_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_readings")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_notice_readings_company_id_id")),
        sa.UniqueConstraint(
            "company_id",
            "person_id",
            "notice_id",
            name=op.f("uq_notice_readings_company_id_person_id_notice_id"),
        ),
    )
    make_table(
        "notices",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("purposes", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_notices_company_id_id")),
        sa.UniqueConstraint("company_id", "number", name=op.f("uq_notices_company_id_number")),
    )
    make_table(
        "outbox",
        sa.Column("task", sa.String(32), nullable=False),
        sa.Column("object_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_code", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_outbox_company_id_id")),
        system_reads=True,
    )
    op.create_index("ix_outbox_due", "outbox", ["state", "next_at"], unique=False)
    make_table(
        "people",
        sa.Column("mail", sa.String(length=254), nullable=False),
        sa.Column("mail_key", sa.String(length=254), nullable=False),
        sa.Column("family", sa.String(length=100), nullable=False),
        sa.Column("given", sa.String(length=100), nullable=False),
        sa.Column("middle", sa.String(length=100), nullable=False),
        sa.Column("reading", sa.String(length=310), nullable=False),
        sa.Column("folded", sa.String(length=620), nullable=False),
        sa.Column("employee_code", sa.String(length=12), nullable=True),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("returned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("verified_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("bounced", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_people_company_id_id")),
    )
    op.create_index(
        "ix_people_due", "people", ["company_id", "due_on", "registered_at", "id"], unique=False
    )
    op.create_index("ix_people_folded", "people", ["company_id", "folded", "id"], unique=False)
    op.create_index("ix_people_mail", "people", ["company_id", "mail_key"], unique=False)
    op.create_index(
        "ix_people_state",
        "people",
        ["company_id", "state", "due_on", "registered_at", "id"],
        unique=False,
    )
    make_table(
        "rosters",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("content", sa.String(64), nullable=True),
        sa.Column("encoding", sa.String(length=16), nullable=False),
        sa.Column("columns", sa.String(length=200), nullable=False),
        sa.Column("header", sa.String(length=8), nullable=False),
        sa.Column("batch_id", sa.Uuid(), nullable=True),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("run_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rosters")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_rosters_company_id_id")),
    )
    make_table(
        "schedules",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schedules")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_schedules_company_id_id")),
        sa.UniqueConstraint("company_id", "name", name=op.f("uq_schedules_company_id_name")),
    )
    make_table(
        "secrets",
        sa.Column("use", sa.String(length=16), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("valid_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_secrets")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_secrets_company_id_id")),
    )
    make_table(
        "vaults",
        sa.Column("public", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vaults")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_vaults_company_id_id")),
    )
    make_table(
        "accounts",
        sa.Column("user_id", sa.String(length=8), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("right", sa.String(32), nullable=False),
        sa.Column("name", sa.String(length=310), nullable=False),
        sa.Column("mail", sa.String(length=254), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("seed", sa.LargeBinary(), nullable=True),
        sa.Column("seed_confirmed", sa.Boolean(), nullable=False),
        sa.Column("last_step", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_login_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "person_id"],
            ["people.company_id", "people.id"],
            name=op.f("fk_accounts_company_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_accounts_company_id_id")),
        sa.UniqueConstraint("company_id", "user_id", name=op.f("uq_accounts_company_id_user_id")),
    )
    op.create_index(
        "ix_accounts_company_id_person_id", "accounts", ["company_id", "person_id"], unique=False
    )
    make_table(
        "boxes",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("public", sa.LargeBinary(), nullable=False),
        sa.Column("private", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "person_id"],
            ["people.company_id", "people.id"],
            name=op.f("fk_boxes_company_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_boxes")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_boxes_company_id_id")),
        sa.UniqueConstraint(
            "company_id",
            "owner_id",
            "kind",
            "generation",
            name=op.f("uq_boxes_company_id_owner_id_kind_generation"),
        ),
    )
    make_table(
        "drafts",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "person_id"],
            ["people.company_id", "people.id"],
            name=op.f("fk_drafts_company_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_drafts_company_id_id")),
        sa.UniqueConstraint("company_id", "person_id", name=op.f("uq_drafts_company_id_person_id")),
    )
    make_table(
        "submissions",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("receipt", sa.String(length=24), nullable=False),
        sa.Column("route", sa.String(length=24), nullable=False),
        sa.Column("photo_id", sa.String(length=24), nullable=False),
        sa.Column("notice_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.LargeBinary(), nullable=True),
        sa.Column("number_intake", sa.LargeBinary(), nullable=True),
        sa.Column("profile", sa.LargeBinary(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "person_id"],
            ["people.company_id", "people.id"],
            name=op.f("fk_submissions_company_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submissions")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_submissions_company_id_id")),
        sa.UniqueConstraint(
            "company_id", "person_id", "key", name=op.f("uq_submissions_company_id_person_id_key")
        ),
        sa.UniqueConstraint(
            "company_id", "receipt", name=op.f("uq_submissions_company_id_receipt")
        ),
    )
    make_table(
        "vault_slots",
        sa.Column("vault_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "vault_id"],
            ["vaults.company_id", "vaults.id"],
            name=op.f("fk_vault_slots_company_id_vault_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vault_slots")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_vault_slots_company_id_id")),
        sa.UniqueConstraint(
            "company_id", "vault_id", "kind", name=op.f("uq_vault_slots_company_id_vault_id_kind")
        ),
    )
    make_table(
        "dependents",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("submission_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("relation", sa.String(length=24), nullable=False),
        sa.Column("number", sa.LargeBinary(), nullable=True),
        sa.Column("profile", sa.LargeBinary(), nullable=True),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "person_id"],
            ["people.company_id", "people.id"],
            name=op.f("fk_dependents_company_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "submission_id"],
            ["submissions.company_id", "submissions.id"],
            name=op.f("fk_dependents_company_id_submission_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dependents")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_dependents_company_id_id")),
    )
    op.create_index(
        "ix_dependents_submission",
        "dependents",
        ["company_id", "submission_id", "position"],
        unique=False,
    )
    make_table(
        "documents",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("submission_id", sa.Uuid(), nullable=True),
        sa.Column("slot", sa.String(length=24), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("intake", sa.String(64), nullable=True),
        sa.Column("large", sa.String(64), nullable=True),
        sa.Column("small", sa.String(64), nullable=True),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("refusal", sa.String(length=32), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "person_id"],
            ["people.company_id", "people.id"],
            name=op.f("fk_documents_company_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "submission_id"],
            ["submissions.company_id", "submissions.id"],
            name=op.f("fk_documents_company_id_submission_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_documents_company_id_id")),
    )
    op.create_index(
        "ix_documents_person", "documents", ["company_id", "person_id", "slot"], unique=False
    )
    make_table(
        "letters",
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("secret_digest", sa.LargeBinary(), nullable=True),
        sa.Column("valid_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sending_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "account_id"],
            ["accounts.company_id", "accounts.id"],
            name=op.f("fk_letters_company_id_account_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letters")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_letters_company_id_id")),
    )
    op.create_index("ix_letters_account", "letters", ["company_id", "account_id"], unique=False)
    op.create_index(
        "ix_letters_batch", "letters", ["company_id", "batch_id", "state"], unique=False
    )
    make_table(
        "recovery_codes",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "account_id"],
            ["accounts.company_id", "accounts.id"],
            name=op.f("fk_recovery_codes_company_id_account_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_codes")),
        sa.UniqueConstraint(
            "company_id",
            "account_id",
            "digest",
            name=op.f("uq_recovery_codes_company_id_account_id_digest"),
        ),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_recovery_codes_company_id_id")),
    )
    make_table(
        "reviews",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("submission_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("verified_on", sa.Date(), nullable=False),
        sa.Column("checks", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "person_id"],
            ["people.company_id", "people.id"],
            name=op.f("fk_reviews_company_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "submission_id"],
            ["submissions.company_id", "submissions.id"],
            name=op.f("fk_reviews_company_id_submission_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_reviews_company_id_id")),
        sa.UniqueConstraint(
            "company_id", "submission_id", name=op.f("uq_reviews_company_id_submission_id")
        ),
    )
    make_table(
        "sessions",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("token_digest", sa.LargeBinary(), nullable=False),
        sa.Column("stage", sa.String(length=16), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "account_id"],
            ["accounts.company_id", "accounts.id"],
            name=op.f("fk_sessions_company_id_account_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_sessions_company_id_id")),
        sa.UniqueConstraint(
            "company_id", "token_digest", name=op.f("uq_sessions_company_id_token_digest")
        ),
    )
    make_table(
        "returns",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("submission_id", sa.Uuid(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("slot", sa.String(length=24), nullable=False),
        sa.Column("reason", sa.String(length=24), nullable=False),
        sa.Column("comment", sa.String(length=500), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "document_id"],
            ["documents.company_id", "documents.id"],
            name=op.f("fk_returns_company_id_document_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "person_id"],
            ["people.company_id", "people.id"],
            name=op.f("fk_returns_company_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "submission_id"],
            ["submissions.company_id", "submissions.id"],
            name=op.f("fk_returns_company_id_submission_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_returns")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_returns_company_id_id")),
    )
    op.create_index(
        "ix_returns_person", "returns", ["company_id", "person_id", "resolved_at"], unique=False
    )
    protect_log("audit_lines", "audit_checkpoints")
