"""The words around a number that say whose number it is: ours, or another card's."""

import re

_OURS = "個人番号"
_MY_NUMBER = re.compile(r"マイナンバ|ﾏｲﾅﾝﾊﾞ|[Mm]y ?[Nn]umber")
_ENOUGH = 3
"""Of the four characters of 個人番号, how many must be read, in order; 個 is one of them."""

_FOREIGN = re.compile(
    r"法人|会員|会貝|免許|保険|被保|年金|基礎|口座|電話|TEL|FAX|カード番|製造番|学籍|社員|職員|"
    r"登録|受付|お客|顧客|住民票コ|第.{0,14}号|証番|許可|旅券|診察|患者|契約|請求|伝票|注文|管理番|"
    r"追跡|郵便|ポイント|POINT|[Mm]ember"
)
_FOREIGN_PAPER = re.compile(
    r"運転|免許|在留|会員|会貝|法人番号|保険証|年金手帳|診察券|ポイント|学生証|社員証|クレジット|"
    r"VISA|[Mm]ember|特別永住|パスポート|旅券|PASSPORT|預金|通帳|商品券"
)


def names_ours(text: str) -> bool:
    """Tell whether the text is our label; 法人番号 is not, whole or cut."""
    if "法" in text:
        return False
    if _MY_NUMBER.search(text):
        return True
    at, signs = 0, []
    for sign in _OURS:
        place = text.find(sign, at)
        if place >= 0:
            signs.append(sign)
            at = place + 1
    return len(signs) >= _ENOUGH and signs[0] == _OURS[0]


def names_another(text: str) -> bool:
    """Tell whether the text names another kind of number."""
    return _FOREIGN.search(text) is not None


def is_of_another_paper(text: str) -> bool:
    """Tell whether the text stands on a paper that carries no My Number."""
    return _FOREIGN_PAPER.search(text) is not None
