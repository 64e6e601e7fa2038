"""Broken and hostile files: each ends with a sentence, and the next photograph is whole."""

from itertools import islice

import pytest
from PIL import Image

from bench.hostile import files
from mcollector.images.cleaner import Cleaner
from mcollector.images.refusals import ChildDied, PictureRefused
from tests.images.decoding import odd
from tests.images.look.test_examining import BACK

COUNT = 300


@pytest.fixture(scope="module")
def ends():
    """How each file ended, with the child that was alive then."""
    found = []
    with Cleaner(cpu=10) as cleaner:
        for data in islice(files(COUNT), COUNT):
            try:
                cleaner.examine(data, BACK)
                found.append("processed")
            except (PictureRefused, ChildDied) as end:
                found.append(str(end.sentence))
        found.append(cleaner.examine(odd.saved(Image.new("RGB", (64, 48)), "JPEG"), BACK).cleaned)
    return found


@pytest.mark.wide
def test_every_file_ends_with_a_sentence_or_two_pictures(ends):
    said = {end for end in ends[:-1] if end != "processed"}

    assert len(ends) == COUNT + 1
    assert all(sentence.endswith("。") for sentence in said)
    assert len(said) >= 5


def test_the_next_photograph_is_unharmed(ends):
    assert (ends[-1].width, ends[-1].height) == (64, 48)
