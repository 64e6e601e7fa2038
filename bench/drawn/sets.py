"""Makes a folder of labelled photographs with a manifest.json, the same for the same seed."""

import json
import random
from collections.abc import Iterator
from pathlib import Path

from bench.drawn import decoys, papers
from bench.drawn.faces import Half
from bench.drawn.scenes import photograph
from bench.drawn.sheet import Paper
from bench.drawn.shots import shot, spoilt

_LEVELS = (0, 1, 1, 1, 2, 2, 2, 3)
_WITH = (
    papers.card_back,
    papers.card_back,
    lambda rng, half: papers.card_back(rng, half, qr="none"),
    papers.notice_card,
    papers.notice_card,
    papers.residence_record,
    papers.residence_record,
    lambda rng, half: papers.residence_record(rng, half, people=rng.randrange(2, 5)),
)
_WITHOUT = (
    decoys.card_front,
    decoys.licence,
    decoys.licence,
    decoys.residence_card,
    decoys.member_card,
    decoys.member_card,
    decoys.company_letter,
    decoys.bill,
    decoys.application_letter,
    lambda rng, half: papers.card_back(rng, half, qr="mismatch"),
)
_SHARE_WITHOUT = 0.35


def pictures(count: int, half: Half, seed: int) -> Iterator[tuple[dict, bytes]]:
    """Yield each picture's truth and its JPEG; every picture has its own seed."""
    for at in range(count):
        rng = random.Random(f"{seed} {half} {at}")
        paper = _paper(rng, half)
        data, truth = photograph(rng, half, paper, shot(rng, rng.choice(_LEVELS)))
        yield {"file": f"{half}_{at:04d}_{paper.kind}.jpg", **truth}, data


def spoilt_pictures(count: int, half: Half, seed: int) -> Iterator[tuple[dict, bytes]]:
    """Yield photographs for the hints: as many too dark, too soft, and fine for both."""
    for at in range(count):
        rng = random.Random(f"{seed} spoilt {half} {at}")
        how = ("dark", "blurred", "fine")[at % 3]
        data, truth = photograph(rng, half, rng.choice(_WITH)(rng, half), spoilt(rng, how))
        yield {"file": f"{half}_{how}_{at:04d}.jpg", **truth}, data


def _paper(rng, half: Half) -> Paper:
    if rng.random() < _SHARE_WITHOUT:
        return rng.choice(_WITHOUT)(rng, half)
    if rng.random() < 0.06:
        return papers.card_back(rng, half, qr=rng.choice(("badcheck", "url")))
    return rng.choice(_WITH)(rng, half)


def write(folder: Path, count: int, half: Half, seed: int) -> None:
    """Write the pictures and their manifest."""
    folder.mkdir(parents=True, exist_ok=True)
    truths = []
    for truth, data in pictures(count, half, seed):
        (folder / truth["file"]).write_bytes(data)
        truths.append(truth)
    manifest = {"profile": half, "seed": seed, "n": count, "images": truths}
    (folder / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1))
