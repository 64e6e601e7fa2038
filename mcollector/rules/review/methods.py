"""確認方法: how a 本人確認 was made, kept with the review - kinds of papers, never a number.

番号法16条 asks for the number and for the identity. The papers are seen as pictures or face to
face; the identity of somebody whom the employer checked by such papers at hire, and knows by sight,
needs no paper again (国税庁告示). The number always needs one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from mcollector.rules.labelled import Labelled
from mcollector.rules.papers import catalogue
from mcollector.rules.papers.paper import Proof
from mcollector.rules.sentences import Sentence, say


class Manner(Labelled):
    """How the papers were seen."""

    REMOTE = "remote", "画像で確認（オンライン）"
    IN_PERSON = "in_person", "対面で原本を確認"


@dataclass(frozen=True, slots=True)
class Method:
    """How this one was made; `hired_by` is the kind of paper seen at hire, "" for none.

    `manner` and `hired_by` are as the form sent them, `hired_on` is None for what is no day.
    """

    manner: str = Manner.REMOTE
    hired_by: str = ""
    hired_on: date | None = None

    @property
    def is_known_from_hire(self) -> bool:
        """Tell whether the identity stands on what was checked at hire."""
        return bool(self.hired_by)


def papers_at_hire() -> tuple[tuple[str, str], ...]:
    """Return code and title of each kind of paper that proves an identity alone."""
    found = (paper for paper in catalogue.CATALOGUE if Proof.IDENTITY in paper.proves)
    return tuple(paper.option for paper in found)


def find_fault(method: Method, today: date) -> Sentence | None:
    """Return why the method cannot be kept, or None."""
    if method.manner not in set(Manner):
        return say("確認方法を選択してください。")
    if not method.hired_by:
        return None
    if method.hired_by not in _codes(papers_at_hire()):
        return say("採用時に確認した書類を選択してください。")
    if method.hired_on is None or method.hired_on > today:
        return say("採用時に確認した日を、今日までの日付で入力してください。")
    return None


def _codes(options: Iterable[tuple[str, str]]) -> set[str]:
    return {code for code, _title in options}
