"""Characters that are read as one another in names: 異体字, kana scripts and sizes, Latin letters.

For the folded key only; what is stored and shown keeps its own character.
"""

_KANJI = """
高髙 崎﨑嵜碕埼㟢 辺邊邉 斉斎齋齊 浜濱濵 徳德 柳栁桺 吉𠮷 恵惠 真眞 国國 沢澤
広廣 竜龍 島嶋嶌 富冨 峰峯 館舘 桜櫻 関關 塩鹽 黒黑 横橫 瀬瀨 頼賴 淵渕渊
滝瀧 鉄鐵鐡 円圓 栄榮 桧檜 条條 松枩 梅楳 秋穐 船舩 蔵藏 実實 寿壽 尭堯
弥彌 当當 静靜 教敎 清淸 増增 曽曾 豊豐 礼禮 万萬 宝寶 鴎鷗 桑桒 杉杦 寛寬
穂穗 郎郞 野埜 亀龜 遥遙 槙槇 薮藪 籠篭 剣劍劔 団團 仏佛 与與 児兒 戸戶
青靑 会會 学學 宮宫 歳歲 稲稻 渋澁澀 巌巖 勲勳 応應
"""
"""Each word: the common character, then those read as it."""

_SMALL = "ァィゥェォッャュョヮヵヶ"
_LARGE = "アイウエオツヤユヨワカケ"
_STROKED = {"Đ": "D", "Ð": "D", "Ł": "L", "Ø": "O", "Æ": "AE", "Œ": "OE", "Þ": "TH", "ẞ": "SS"}
_HIRAGANA = range(0x3041, 0x3097)
_TO_KATAKANA = 0x60


def _kana() -> dict[int, str]:
    sizes = dict(zip(_SMALL, _LARGE, strict=True))
    scripts = {point: chr(point + _TO_KATAKANA) for point in _HIRAGANA}
    return {point: sizes.get(sign, sign) for point, sign in scripts.items()} | str.maketrans(sizes)


def _kanji() -> dict[int, str]:
    return {ord(other): word[0] for word in _KANJI.split() for other in word[1:]}


KANA = _kana()
"""For `str.translate`: every kana becomes a large katakana."""

FOLDED = KANA | _kanji() | str.maketrans(_STROKED)
"""For `str.translate`, on text that is NFKC and upper case."""
