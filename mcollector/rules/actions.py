"""Every line the audit log can hold, as `subject:verb`."""

from enum import StrEnum


class Action(StrEnum):
    """The verb of an audit line; the value is stored."""

    COMPANY_CREATED = "company:create"
    SETTINGS_CHANGED = "company:settings"
    NOTICE_PUBLISHED = "notice:publish"
    MAIL_TEXT_CHANGED = "mailtext:change"
    KEY_CREATED = "key:create"
    SETUP_ISSUED = "setup:issue"
    SETUP_USED = "setup:use"

    STAFF_ADDED = "staff:add"
    STAFF_CHANGED = "staff:change"
    OWN_SETTINGS_CHANGED = "staff:own"
    STAFF_SUSPENDED = "staff:suspend"
    STAFF_RESUMED = "staff:resume"
    SHORTCUTS_SET = "staff:shortcuts"
    LOGIN_PASSED = "login:pass"
    LOGIN_FAILED = "login:fail"
    LOGGED_OUT = "login:end"
    SESSION_OPENED = "session:open"
    SESSION_CLOSED = "session:close"
    PASSWORD_SET = "password:set"  # noqa: S105 - an action, not a password
    PASSWORD_RESET_ASKED = "password:ask"  # noqa: S105
    SECOND_FACTOR_ADDED = "factor:add"
    SECOND_FACTOR_REMOVED = "factor:remove"
    SECOND_FACTOR_FAILED = "factor:fail"
    SECOND_FACTOR_PASSED = "factor:pass"
    POLICY_DENIED = "policy:deny"

    ROSTER_UPLOADED = "roster:upload"
    ROSTER_RUN = "roster:run"
    ROSTER_DROPPED = "roster:drop"
    ROSTER_UNDONE = "roster:undo"
    ROSTER_SENT_NOW = "roster:send"
    PERSON_ADDED = "person:add"
    PERSON_REMOVED = "person:remove"
    PERSON_MOVED = "person:move"
    PERSON_EDITED = "person:edit"
    ADDRESS_CHANGED = "person:address"
    DEADLINE_CHANGED = "person:deadline"

    SLIP_PRINTED = "slip:print"
    LETTER_QUEUED = "letter:queue"
    LETTER_WRITTEN = "letter:write"
    LETTER_ENDED = "letter:end"
    SECRET_USED = "secret:use"  # noqa: S105 - an action
    SECRET_REFUSED = "secret:refuse"  # noqa: S105 - an action

    NOTICE_READ = "notice:read"
    DRAFT_SAVED = "draft:save"
    DOCUMENT_RECEIVED = "document:receive"
    DOCUMENT_CLEANED = "document:clean"
    DOCUMENT_COMPARED = "document:compare"
    DOCUMENT_REFUSED = "document:refuse"
    DOCUMENT_DESTROYED = "document:destroy"
    DOCUMENT_KEPT = "document:keep"
    DOCUMENT_SEEN = "document:see"
    DOCUMENT_TURNED = "document:turn"
    SUBMISSION_MADE = "submission:make"
    SUBMISSION_RESUBMITTED = "submission:again"
    NUMBER_REVEALED = "number:reveal"
    NUMBER_MATCHED = "number:match"
    NUMBER_DIFFERED = "number:differ"
    REVIEW_OPENED = "review:open"
    REVIEW_APPROVED = "review:approve"
    REVIEW_RETURNED = "review:return"
    REVIEW_TAKEN = "review:take"
    REVIEW_CANCELLED = "review:cancel"
    RETURN_UNDONE = "review:undo"
    RETURN_SENT_NOW = "review:send"

    PROXY_BEGUN = "proxy:begin"
    PROXY_ENTERED = "proxy:enter"
    PROXY_ENDED = "proxy:end"

    HANDOFF_MADE = "handoff:make"
    HANDOFF_USED = "handoff:use"
    HANDOFF_ENDED = "handoff:end"

    REFUSAL_MADE = "refusal:make"
    REFUSAL_NOTED = "refusal:note"
    REFUSAL_ENDED = "refusal:end"

    CHANGE_ASKED = "change:ask"
    CHANGE_SETTLED = "change:settle"

    BOX_CREATED = "box:create"
    VALUE_SEALED = "value:seal"
    VALUE_OPENED = "value:open"

    JOB_ENDED = "job:end"
    AUDIT_VERIFIED = "audit:verify"
    AUDIT_EXPORTED = "audit:export"
