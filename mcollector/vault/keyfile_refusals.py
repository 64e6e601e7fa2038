"""Why a key file is refused: each cause with its remedy and the setting that names the file.

Sentences show the file's name and never its folder or a byte of it.
"""

import os

from mcollector.rules.errors import RuleBroken
from mcollector.rules.sentences import say


class KeyFileRefused(RuleBroken):
    """The key file cannot be used or made; what it guards stays sealed, nothing is generated."""


def missing(file: str, variable: str) -> KeyFileRefused:
    return KeyFileRefused(
        say(
            "鍵ファイル「%(file)s」がありません。%(variable)s の場所が正しいか確認し、"
            "なくした場合は控えから戻してください。新しい鍵は自動では作りません。",
            file=file,
            variable=variable,
        )
    )


def not_read(file: str, variable: str, error: OSError) -> KeyFileRefused:
    return KeyFileRefused(
        say(
            "鍵ファイル「%(file)s」を読めません（%(reason)s）。このプロセスの利用者を"
            "ファイルの持ち主にしてください（設定: %(variable)s）。",
            file=file,
            variable=variable,
            reason=os.strerror(error.errno or 0),
        )
    )


def not_a_file(file: str, variable: str) -> KeyFileRefused:
    return KeyFileRefused(
        say(
            "「%(file)s」は通常のファイルではありません。"
            "%(variable)s に鍵ファイルを指定してください。",
            file=file,
            variable=variable,
        )
    )


def open_to_others(file: str, variable: str) -> KeyFileRefused:
    return KeyFileRefused(
        say(
            "鍵ファイル「%(file)s」は持ち主以外にも許可があるため、使いません。"
            "chmod 400 で持ち主だけが読めるようにしてください（設定: %(variable)s）。",
            file=file,
            variable=variable,
        )
    )


def empty(file: str, variable: str) -> KeyFileRefused:
    return KeyFileRefused(
        say(
            "鍵ファイル「%(file)s」が空です。控えから戻してください（設定: %(variable)s）。",
            file=file,
            variable=variable,
        )
    )


def wrong_size(file: str, variable: str, size: int, right: int) -> KeyFileRefused:
    return KeyFileRefused(
        say(
            "鍵ファイル「%(file)s」の長さが%(size)dバイトです。正しくは%(right)dバイトです。"
            "%(variable)s に別の鍵を指定していないか確認し、"
            "壊れている場合は控えから戻してください。",
            file=file,
            variable=variable,
            size=size,
            right=right,
        )
    )


def exists(file: str, variable: str) -> KeyFileRefused:
    return KeyFileRefused(
        say(
            "鍵ファイル「%(file)s」はすでにあるため、新しく作りません。"
            "今の鍵をそのまま使うか、%(variable)s に別の場所を指定してください。",
            file=file,
            variable=variable,
        )
    )


def not_made(file: str, variable: str, error: OSError) -> KeyFileRefused:
    return KeyFileRefused(
        say(
            "鍵ファイル「%(file)s」を作れません（%(reason)s）。%(variable)s のフォルダーがあり、"
            "書き込めるか確認してください。",
            file=file,
            variable=variable,
            reason=os.strerror(error.errno or 0),
        )
    )
