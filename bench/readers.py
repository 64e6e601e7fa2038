"""What others would read on the same photographs, beside ours: right, false, for how much CPU."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from statistics import median
from typing import Any

import cv2
import numpy as np
import zxingcpp
from PIL import Image

from mcollector.images.decoding.decoding import pages_of
from mcollector.images.digits import models
from mcollector.images.digits.detecting import text_lines
from mcollector.images.digits.directions import directed
from mcollector.images.digits.line_reader import LineReader
from mcollector.images.digits.models import Networks
from mcollector.images.digits.numerals import TWELVE, can_exist, runs
from mcollector.images.look.examining import examine
from mcollector.images.questions import Question

Read = Callable[[Any], Iterable[str]]


@dataclass
class Score:
    """What one reader did; the seconds are CPU, and only ours decodes and cleans in them."""

    right: int = 0
    false: int = 0
    seconds: list[float] = field(default_factory=list)


def compare(pictures: Iterable[tuple[dict, bytes]]) -> None:
    """Let each reader read each picture, one after the other, and print how it did."""
    networks = models.load_networks()
    others = _others(networks)
    scores = {name: Score() for name in ("ours", *others)}
    for truth, data in pictures:
        grey = np.asarray(pages_of(data, enough=2400, mode="L")[0].picture)
        of_paper = set(truth["all_numbers"]) if truth.get("qr_kind") != "mismatch" else set()
        _score(scores["ours"], partial(_ours, networks), data, of_paper)
        for name, read in others.items():
            _score(scores[name], read, grey, of_paper)
    print("\n== Ours and others: numbers right, pictures with a false one, CPU p50")
    for name, score in scores.items():
        print(f"   {name:52s} {score.right:4d} {score.false:4d} {median(score.seconds):8.3f} s")


def _score(score: Score, read: Read, picture: Any, of_paper: set[str]) -> None:
    before = time.process_time()
    claims = {digits for digits in read(picture) if TWELVE.fullmatch(digits) and can_exist(digits)}
    score.seconds.append(time.process_time() - before)
    score.right += len(claims & of_paper)
    score.false += bool(claims - of_paper)


def _ours(networks: Networks, data: bytes) -> list[str]:
    _, examination = examine(data, Question("card_back", date(2026, 12, 1)), networks)
    return [number.digits for number in examination.numbers]


def _others(networks: Networks) -> dict[str, Read]:
    plain, aruco = cv2.QRCodeDetector(), cv2.QRCodeDetectorAruco()

    def every_line(grey: Any) -> list[str]:
        lines = LineReader(networks, grey)
        quads = directed(lines, text_lines(networks, grey))
        return [run.digits for quad in quads for run in runs(lines.line(quad))]

    return {
        "zxing-cpp alone": _of_zxing,
        "OpenCV's QR detector": lambda grey: plain.detectAndDecodeMulti(grey)[1],
        "OpenCV's QR detector by ArUco": lambda grey: aruco.detectAndDecodeMulti(grey)[1],
        "every line read once, check digit only": every_line,
    }


def _of_zxing(grey: Any) -> list[str]:
    found = zxingcpp.read_barcodes(
        Image.fromarray(grey), formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    )
    return [barcode.text for barcode in found]
