"""What is counted over a set of labelled photographs, and how it is told."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from mcollector.images.examination import Flag, HintCode
from mcollector.images.examined import Examined
from mcollector.rules.my_number import check_digit
from mcollector.rules.photographs.findings import Answer

_DARK, _BRIGHT = 0.4, 0.75
_BLURRED, _SHARP = 0.11, 0.06


@dataclass
class Tally:
    """What was counted over a set."""

    recall: dict[str, list[int]] = field(default_factory=dict)
    false: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    negatives: int = 0
    near: list[int] = field(default_factory=lambda: [0, 0])
    true: list[int] = field(default_factory=lambda: [0, 0])
    hints: dict[str, list[int]] = field(default_factory=dict)
    cpu: dict[str, list[float]] = field(default_factory=lambda: {"qr": [], "print": []})
    words: Counter = field(default_factory=Counter)
    pictures: int = 0
    memory: int = 0
    largest: str = ""

    def add(self, name: str, *, hit: bool) -> None:
        """Count one for the name."""
        pair = self.recall.setdefault(name, [0, 0])
        pair[0] += hit
        pair[1] += 1

    def hint(self, name: str, *, raised: bool) -> None:
        """Count one picture on which the hint was raised, or not."""
        pair = self.hints.setdefault(name, [0, 0])
        pair[0] += raised
        pair[1] += 1

    def share(self, name: str) -> float:
        """Return the recall of the name; 1 when there was nothing to recall."""
        hit, of = self.recall.get(name, [1, 1])
        return hit / of


def count(tally: Tally, truth: dict, examined: Examined, seconds: float, rng) -> None:
    tally.pictures += 1
    told = json.loads(examined.reading.to_bytes())
    claims = {number["digits"] for number in told["numbers"]}
    of_paper = set(truth["all_numbers"]) if truth.get("qr_kind") != "mismatch" else set()
    is_qr = any(number["source"] == "qr" for number in told["numbers"])
    confirmed = Flag.PRINT_NOT_READ not in examined.reading.flags
    tally.cpu["qr" if is_qr and confirmed else "print"].append(seconds)
    if claims - of_paper:
        tally.false.append(truth["file"])
    tally.negatives += not of_paper
    if of_paper:
        _count_recall(tally, truth, hit=claims == of_paper, single=len(of_paper) == 1)
        _count_verdicts(tally, truth, examined, rng)
    _count_hints(tally, truth, examined)


def _count_recall(tally: Tally, truth: dict, *, hit: bool, single: bool) -> None:
    if not single:
        tally.add("several numbers, all of them", hit=hit)
        return
    level = truth["distortions"]["level"]
    tally.add("all", hit=hit)
    tally.add(f"level {level}", hit=hit)
    if truth["readable"]:
        tally.add("readable", hit=hit)
        tally.add("readable, levels 0-1" if level < 2 else f"readable, level {level}", hit=hit)
        tally.add(f"readable {truth['doc_type']}", hit=hit)
    if truth.get("qr_kind") == "ok":
        tally.add("with a QR code, levels 0-2" if level < 3 else "with a QR code, level 3", hit=hit)


def _count_verdicts(tally: Tally, truth: dict, examined: Examined, rng) -> None:
    for number in truth["all_numbers"]:
        answer = examined.reading.compare(number).answer
        tally.true[0] += answer is Answer.MATCH
        tally.true[1] += 1
        tally.words[answer.value] += 1
    for _ in range(3):
        wrong = near_miss(rng.choice(truth["all_numbers"]), rng)
        tally.near[0] += examined.reading.compare(wrong).answer is Answer.MATCH
        tally.near[1] += 1


def near_miss(number: str, rng) -> str:
    """Return another number with a fitting check digit, one or two digits away."""
    while True:
        body = list(number[:11])
        at = rng.randrange(11)
        body[at] = str((int(body[at]) + rng.randrange(1, 10)) % 10)
        if rng.random() < 0.5:
            at = rng.randrange(10)
            body[at], body[at + 1] = body[at + 1], body[at]
        wrong = "".join(body) + check_digit("".join(body))
        if wrong != number:
            return wrong


def _count_hints(tally: Tally, truth: dict, examined: Examined) -> None:
    raised = {hint.code for hint in examined.hints}
    light, blur = truth["distortions"].get("low_light", 1.0), truth.get("blur_over_digit")
    if light <= _DARK or light >= _BRIGHT:
        tally.hint(
            "dark, caught" if light <= _DARK else "dark, falsely", raised=HintCode.DARK in raised
        )
    if blur is not None and light > _DARK and (blur >= _BLURRED or blur <= _SHARP):
        name = "blurred, caught" if blur >= _BLURRED else "blurred, falsely"
        tally.hint(name, raised=HintCode.BLURRED in raised)
    if truth.get("qr_kind") == "url":
        tally.hint("application QR, caught", raised=HintCode.APPLICATION_QR in raised)


def show(name: str, tally: Tally) -> None:
    """Print every figure."""
    print(f"\n== {name}: {tally.pictures} pictures, {tally.negatives} without a number of ours")
    for what, (hit, of) in sorted(tally.recall.items()):
        print(f"   recall {what:32s} {hit:4d}/{of:<4d} {hit / of:6.1%}")
    print(f"   false claims {len(tally.false)}", *tally.false)
    print(f"   refused, or given up by the child {len(tally.refused)}", *tally.refused)
    print(f"   typed right: 一致 {tally.true[0]}/{tally.true[1]}  {dict(tally.words)}")
    print(f"   near misses accepted {tally.near[0]}/{tally.near[1]}")
    for what, (hit, of) in sorted(tally.hints.items()):
        print(f"   hint {what:32s} {hit:4d}/{of:<4d} {hit / of:6.1%}")
    for path, seconds in tally.cpu.items():
        if seconds:
            half, most = at_share(seconds, 0.5), at_share(seconds, 0.95)
            figures = f"p50 {half:.3f} s, p95 {most:.3f} s of {len(seconds)}"
            print(f"   CPU with both JPEGs, {path} path: {figures}")
    print(f"   the child's memory at its peak: {tally.memory // 1024} MiB, since {tally.largest}")


def at_share(seconds: Sequence[float], share: float) -> float:
    """Return what this share of the measurements does not pass."""
    return sorted(seconds)[int(len(seconds) * share)]


def missed(tally: Tally, max_false: int, min_recall: float) -> list[str]:
    """Return the bounds that were missed, each as a sentence."""
    found = [f"{file} was not examined at to the end" for file in tally.refused]
    if len(tally.false) > max_false:
        found.append(f"{len(tally.false)} false claims, {max_false} allowed")
    if tally.share("readable") < min_recall:
        found.append(f"recall on readable pictures {tally.share('readable'):.3f} < {min_recall}")
    if tally.near[0]:
        found.append(f"{tally.near[0]} near misses accepted")
    return found
