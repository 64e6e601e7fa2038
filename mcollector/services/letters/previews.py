"""The preview of a letter: with the words as typed, and made-up values."""

from dataclasses import dataclass, replace

from mcollector.mail import letters as writing
from mcollector.mail.letters import Rendered
from mcollector.rules.letters.kinds import LetterKind
from mcollector.rules.letters.languages import MailLanguage
from mcollector.rules.letters.texts import Wording
from mcollector.rules.rights import Permission
from mcollector.services.company_view import company_view
from mcollector.services.letters import samples
from mcollector.services.letters.texts import own_wording
from mcollector.services.permissions import require
from mcollector.work.unit import UnitOfWork


@dataclass(frozen=True, slots=True, repr=False)
class Preview:
    """A letter as it would be sent, and the company's paragraphs in it."""

    letter: Rendered
    paragraphs: list[dict[str, object]]


def with_typed(
    uow: UnitOfWork, kind: LetterKind, language: MailLanguage, typed: Wording
) -> Wording:
    """Return the letter's words with those of one language as typed."""
    own = own_wording(uow, kind) or Wording("", "")
    match language:
        case MailLanguage.EASY:
            return replace(own, easy=typed.body)
        case MailLanguage.ENGLISH:
            return replace(own, english=typed.body)
        case _:
            return replace(own, subject=typed.subject, body=typed.body)


def preview(uow: UnitOfWork, kind: LetterKind, language: MailLanguage, typed: Wording) -> Preview:
    """Return the letter as it would look, with made-up values."""
    require(uow, Permission.SETTINGS)
    values = samples.values_of(company_view(uow), kind)
    wording = with_typed(uow, kind, language, typed)
    letter = writing.render(kind, values, wording)
    return Preview(letter, writing.paragraphs(values, wording, language))
