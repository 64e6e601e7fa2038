"""What `make run` says when the house is open: where, and what to do next, in both languages."""

from pathlib import Path

from mcollector.config import Config


def greeting(config: Config, secret: str | None, folder: Path) -> str:
    """Return the text for the terminal; it alone holds the set-up link, which no log may."""
    setup = f"{config.office_url}/setup/{secret}" if secret else ""
    return "\n".join(
        (
            f"m-collector: {config.base_url}",
            *([f"最初の設定 / set-up: {setup}"] if setup else []),
            "",
            *(_found() if setup else _log_in(config)),
            *(_mailbox(config) if config.shows_mailbox else []),
            f"終了するには Ctrl+C を押します。記録は {folder} にあります。",
            f"Press Ctrl+C to stop. The logs are in {folder}.",
        )
    )


def _found() -> tuple[str, ...]:
    return (
        "次にすること: 「最初の設定」のリンクをブラウザーで開き、会社と最初の管理者を登録します。",
        "Next: open the set-up link in a browser, and register the company and its administrator.",
    )


def _log_in(config: Config) -> tuple[str, ...]:
    return (
        f"次にすること: {config.office_url}/login をブラウザーで開き、ログインします。",
        f"Next: open {config.office_url}/login in a browser and log in.",
    )


def _mailbox(config: Config) -> tuple[str, ...]:
    return (
        f"メールは送信されず、{config.base_url}/mail/ で読めます。",
        f"No mail is sent; all of it can be read at {config.base_url}/mail/.",
    )
