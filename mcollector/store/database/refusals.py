"""Why a database is refused: each cause with its remedy; nothing of its URL is repeated."""

from mcollector.rules.errors import RuleBroken
from mcollector.rules.sentences import say


class DatabaseRefused(RuleBroken):
    """The database cannot be used as it is; nothing in it was changed."""


def malformed() -> DatabaseRefused:
    return DatabaseRefused(
        say(
            "環境変数 MCOLLECTOR_DATABASE_URL を読めません。"
            "postgresql://ユーザー:パスワード@ホスト/データベース名 のように書き、"
            "ユーザーとパスワードの記号はURLエンコードしてください。"
        )
    )


def readable_on_the_way() -> DatabaseRefused:
    return DatabaseRefused(
        say(
            "データベースがこのパソコンの外にあり、通信を盗み見られるおそれがあります。"
            "MCOLLECTOR_DATABASE_URL の最後に sslmode=verify-full を付けてください。"
        )
    )


def unreachable() -> DatabaseRefused:
    return DatabaseRefused(
        say(
            "データベースを開けません。データベースが動いているか、"
            "MCOLLECTOR_DATABASE_URL が正しいかを確認してください。"
        )
    )


def not_prepared() -> DatabaseRefused:
    return DatabaseRefused(
        say(
            "データベースの用意ができていません。"
            "「flask --app app init」を実行してから、起動し直してください。"
        )
    )


def newer() -> DatabaseRefused:
    return DatabaseRefused(
        say(
            "データベースは、このプログラムより新しい版のものです。何も変更していません。"
            "プログラムを新しい版に戻して、起動し直してください。"
        )
    )


def no_trigrams() -> DatabaseRefused:
    return DatabaseRefused(
        say(
            "PostgreSQLの拡張 pg_trgm がありません。"
            "データベースの管理者が CREATE EXTENSION pg_trgm を実行してください。"
        )
    )


def deaf_to_japanese() -> DatabaseRefused:
    return DatabaseRefused(
        say(
            "このPostgreSQLのデータベースでは日本語を検索できません"
            "（show_trgm('佐藤翔太') が空です）。"
            "LC_CTYPE が C.UTF-8 か ja_JP.UTF-8 のデータベースを作り直してください。"
        )
    )


def role_too_strong(role: str) -> DatabaseRefused:
    return DatabaseRefused(
        say(
            "PostgreSQLのロール %(role)s に、会社の区切りを越える権限があります。"
            "ALTER ROLE %(role)s NOSUPERUSER NOBYPASSRLS を実行してください。",
            role=role,
        )
    )
