"""Made-up values for the preview of a letter."""

from collections.abc import Mapping

from mcollector.mail.values import VALUES
from mcollector.rules.letters.kinds import LetterKind
from mcollector.rules.papers import catalogue
from mcollector.rules.review import return_reasons
from mcollector.services.company_view import CompanyView

_SLOT = catalogue.find_slot("card_back")
_REASON = return_reasons.reason("blur")

_MADE_UP: Mapping[str, object] = {
    "name": "見本 花子",
    "link": "https://example.co.jp/login",
    "user_id": "MIHN0000",
    "secret": "MIHN-MIHN-MIHN-MIHN-MIHN",
    "valid_until": "2026年11月26日（木） 12:00",
    "valid_until_en": "2026-11-26 12:00 (Japan time)",
    "deadline": "2026年11月26日（木）",
    "deadline_en": "2026-11-26",
    "registered_on": "2026年11月24日（火）",
    "confirmed_on": "2026年11月25日（水）",
    "receipt": "MC-2026-0001",
    "comment": "",
    "items": [
        {
            "paper": _SLOT.title,
            "paper_easy": _SLOT.easy,
            "paper_en": _SLOT.title,
            "reason": _REASON.text,
            "reason_easy": _REASON.easy,
            "reason_en": _REASON.english,
        }
    ],
}


def values_of(company: CompanyView, kind: LetterKind) -> dict[str, object]:
    """Return every value the kind's letter names: the company's own contact, the rest made up."""
    contact: dict[str, object] = {
        "company": company.name,
        "department": company.department,
        "phone": company.phone,
        "hours": company.hours,
    }
    known = {**_MADE_UP, **contact}
    return {name: known[name] for name in VALUES[kind]}
