"""Opens workbooks for the doors: a key-less child looks inside, this process never does."""

from threading import BoundedSemaphore

from mcollector.images.refusals import ChildDied, NotConfined
from mcollector.images.talk.process import only_child
from mcollector.images.talk.wire import Kind
from mcollector.images.workbook.results import Unusable
from mcollector.rules.errors import FieldRefused
from mcollector.rules.sentences import Sentence, say

WALL, CPU = 30.0, 20
"""Seconds one workbook may take, the child's start included."""

AT_ONCE = 2
"""Workbooks a process has opened at a time; the next one waits for its turn."""

_turns = BoundedSemaphore(AT_ONCE)


def rows_of(data: bytes, *, wall: float = WALL, cpu: int = CPU) -> bytes:
    """Return the rows of the first sheet, as `mcollector.rules.roster.sheets` reads them.

    A child of its own opens the workbook and ends with it. Raises FieldRefused, naming cause and
    remedy, for a workbook that cannot be used and for one over which the child died.
    """
    if not _turns.acquire(timeout=wall):
        raise FieldRefused(_BUSY)
    try:
        kind, body = _asked(data, wall, cpu)
    except ChildDied:
        raise FieldRefused(_TOO_HARD) from None
    except NotConfined:
        raise FieldRefused(_NO_ROOM) from None
    finally:
        _turns.release()
    return _believed(kind, body)


def _asked(data: bytes, wall: float, cpu: int) -> tuple[int, bytes]:
    with only_child("workbook") as child:
        return child.ask(Kind.OPEN_WORKBOOK, data, wall=wall, cpu=cpu)


def _believed(kind: int, body: bytes) -> bytes:
    """Return the rows; a workbook's author may own the child, so a lie is a refusal as well."""
    if kind == Kind.ROWS:
        return body
    try:
        reason = Unusable(body.decode())
    except ValueError:
        reason = Unusable.BROKEN
    raise FieldRefused(_SENTENCES[reason])


_SENTENCES: dict[Unusable, Sentence] = {
    Unusable.BROKEN: say(
        "Excelのファイルが壊れているため、読めません。Excelで開いて保存し直してください。"
    ),
    Unusable.LOCKED: say(
        "パスワードがかかったExcelのファイルは読めません。パスワードを外して保存し直してください。"
    ),
    Unusable.OLD: say(
        "古い形式（.xls）のファイルは読めません。"
        "Excelで開き、「Excel ブック（.xlsx）」で保存し直してください。"
    ),
    Unusable.MACROS: say(
        "マクロを含む形式（.xlsm）のファイルは読めません。"
        "Excelで開き、「Excel ブック（.xlsx）」で保存し直してください。"
    ),
    Unusable.BINARY: say(
        "バイナリ形式（.xlsb）のファイルは読めません。"
        "Excelで開き、「Excel ブック（.xlsx）」で保存し直してください。"
    ),
    Unusable.OTHER: say(
        "Excel（.xlsx）のファイルではありません。"
        "CSV、テキスト、Excel（.xlsx）のファイルを選択してください。"
    ),
    Unusable.UNSAFE: say(
        "Excelが書かない定義（DTD）がファイルにあるため、安全のため読みません。"
        "Excelで開いて保存し直してください。"
    ),
    Unusable.NO_SHEET: say(
        "Excelのファイルに表のシートがありません。名簿のシートがあるファイルを選択してください。"
    ),
    Unusable.TOO_LARGE: say(
        "Excelのファイルを展開すると20MBを超えます。"
        "名簿に使わないシートや書式を消すか、「CSV UTF-8」で保存し直してください。"
    ),
    Unusable.TOO_MANY_ROWS: say(
        "20,000行を超えています。一度に登録できるのは20,000行までです。ファイルを分けてください。"
    ),
    Unusable.TOO_WIDE: say(
        "256列目より右に文字があります。名簿に使わない列を消して保存し直してください。"
    ),
    Unusable.TOO_MUCH: say(
        "シートの文字が5MBを超えています。"
        "名簿に使わない列を消すか、ファイルを分けてアップロードしてください。"
    ),
}
_TOO_HARD = say(
    "Excelのファイルを読み終えられませんでした。"
    "「CSV UTF-8」で保存し直してアップロードしてください。"
)
_NO_ROOM = say(
    "このシステムではExcelのファイルを安全に開けません。"
    "「CSV UTF-8」で保存し直してアップロードしてください。"
)
_BUSY = say(
    "ほかのExcelのファイルを読んでいます。少し待ってから、もう一度アップロードしてください。"
)
