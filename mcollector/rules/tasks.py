"""The tasks a worker can be called for, and the queue each one waits in."""

from enum import StrEnum


class Task(StrEnum):
    """A task takes exactly one id: that of the row it is about."""

    SEND_LETTERS = "send-letters"
    CLEAN_DOCUMENT = "clean-document"
    TELL_OPENINGS = "tell-openings"
    COMPARE_NUMBERS = "compare-numbers"

    @property
    def queue(self) -> str:
        """Return the queue's name; pictures wait apart so that they never hold up a letter."""
        return "images" if self in (Task.CLEAN_DOCUMENT, Task.COMPARE_NUMBERS) else "mail"


QUEUES = ("mail", "images")
