"""Refusals of the environment: the variable by its name, and what to do; a value is never told."""

from mcollector.rules.errors import RuleBroken
from mcollector.rules.sentences import Sentence, say

PREFIX = "MCOLLECTOR_"


class ConfigRefused(RuleBroken):
    """The environment cannot be used as it is; the sentence names the variable and the remedy."""


def unknown(name: str, hint: str) -> ConfigRefused:
    """Return the refusal of a name nobody knows; `hint` is the nearest one."""
    return ConfigRefused(
        say(
            "環境変数 %(name)s は知らない名前です。%(hint)s の誤りではありませんか。",
            name=name,
            hint=hint,
        )
    )


def malformed(name: str, remedy: Sentence) -> ConfigRefused:
    """Return the refusal of a value; the remedy says what to write instead."""
    return ConfigRefused(
        say(
            "環境変数 %(name)s が正しくありません。%(remedy)s",
            name=name if name == "PORT" else PREFIX + name,
            remedy=str(remedy),
        )
    )


def home() -> ConfigRefused:
    """Return the refusal of a home that cannot be made or written."""
    return malformed("HOME", say("作れて書き込めるフォルダーを指定してください。"))
