"""Who may call the pages of one person: whoever may edit; photographs may be large."""

from mcollector.rules.rights import Permission
from mcollector.web.policies import Access, Body, Policy

_PAGE = ("page", "update", "ask_employment", "employment")
_ENTRY = ("entry", "begin_entry", "end_entry", "read_entry", "profile", "save_profile", "photos")
_DEPENDENTS = ("dependent", "save_dependent", "ask_remove", "remove_dependent", "dependent_papers")
_END = ("check", "submit")
_REFUSAL = ("refusal", "note_refusal", "read_refusal", "end_refusal")
_PHOTOGRAPHS = ("save_photos", "save_dependent_papers")

EDITING = {
    **{
        f"editing.{name}": Policy(Access.STAFF, Permission.EDIT)
        for name in (*_PAGE, *_ENTRY, *_DEPENDENTS, *_END, *_REFUSAL)
    },
    **{
        f"editing.{name}": Policy(Access.STAFF, Permission.EDIT, Body.PHOTOGRAPH)
        for name in _PHOTOGRAPHS
    },
}
