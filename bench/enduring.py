"""Sends broken and hostile files to one cleaner, which must outlive them, with a word for each."""

from collections import Counter
from datetime import date
from io import BytesIO

from PIL import Image

from bench.figures import Report, memory_of
from bench.hostile import files
from mcollector.images.cleaner import Cleaner
from mcollector.images.questions import Question
from mcollector.images.refusals import ChildDied, PictureRefused

_QUESTION = Question("card_back", date(2026, 12, 1))


def hostile(report: Report, count: int) -> None:
    """Look at every file with everything on, QR codes and print too; then at a sound one."""
    told: Counter[str] = Counter()
    peak = 0
    with Cleaner(cpu=10, reads_print=True) as cleaner:
        for data in files(count):
            told[_end_of(cleaner, data)] += 1
            peak = max(peak, memory_of(cleaner, "VmHWM"))
        whole = cleaner.clean(_sound())
    print(f"\n== {count} broken and hostile files: {dict(told)}")
    report.figure("crashes of the worker", told["crash"], 0)
    report.figure("files without a sentence", told["without a sentence"], 0)
    report.figure("the next photograph is whole (height)", whole.height, 480, least=True)
    report.figure("the child's memory at its peak, MiB", peak / 1024, 1536)


def _end_of(cleaner: Cleaner, data: bytes) -> str:
    """Return how it ended: the refusal's code, "processed", or what may never be."""
    try:
        cleaner.examine(data, _QUESTION)
    except PictureRefused as refused:
        return refused.reason.value if str(refused.sentence) else "without a sentence"
    except ChildDied as death:
        return "child ended by its limits" if str(death.sentence) else "without a sentence"
    except Exception as error:  # noqa: BLE001 - this is what is counted
        print("   ", repr(error))
        return "crash"
    return "processed"


def _sound() -> bytes:
    buffer = BytesIO()
    Image.new("RGB", (640, 480)).save(buffer, "JPEG")
    return buffer.getvalue()
