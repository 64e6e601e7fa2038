"""The bench over a folder: 0 when the bounds hold, 1 when one is missed."""

import json
import subprocess
import sys

import pytest

from bench.drawn import decoys, papers, scenes, shots
from bench.drawn.faces import Half
from tests.images.digits.test_print_reading import NUMBER


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A clean card back and a clean licence, photographed."""
    import random

    folder, truths = tmp_path_factory.mktemp("set"), []
    for at, draw in enumerate((papers.card_back, decoys.licence)):
        rng = random.Random(at)
        data, truth = scenes.photograph(rng, Half.TUNING, draw(rng, Half.TUNING), shots.Shot(0))
        (folder / f"{at}.jpg").write_bytes(data)
        truths.append({"file": f"{at}.jpg", **truth})
    (folder / "manifest.json").write_text(json.dumps({"images": truths}))
    return folder


def run(folder, *more):
    command = [sys.executable, "-m", "bench.recognition", "--data", str(folder), *more]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.wide
def test_a_folder_is_scored(folder):
    done = run(folder, "--min-recall", "1")

    assert (done.returncode, done.stderr) == (0, "")
    assert "false claims 0" in done.stdout
    assert "1/1    100.0%" in done.stdout


def test_a_false_claim_misses_the_bound(folder):
    manifest = json.loads((folder / "manifest.json").read_text())
    (truth, _licence) = manifest["images"]
    manifest["images"] = [truth]
    truth["number"], truth["all_numbers"] = NUMBER, [NUMBER]
    (folder / "manifest.json").write_text(json.dumps(manifest))

    done = run(folder, "--min-recall", "0")

    assert done.returncode == 1
    assert "MISSED: 1 false claims, 0 allowed" in done.stdout
