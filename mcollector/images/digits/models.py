"""The pinned networks that read print: files of the rapidocr package, which is never imported."""

import hashlib
import importlib.util
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mcollector.images.results import PrintReading

_PINNED = {
    "detector": (
        "PP-OCRv6_det_small.onnx",
        "090f04abcd9d9a7498bc4ebf677e4cb9bdce1fe4197ddb7e529f1ef44e1ff94f",
    ),
    "recogniser": (
        "PP-OCRv6_rec_small.onnx",
        "6f327246b50388f3c176ae304bd95767ea6dc0c9ae92153ef8cbe210b3c14884",
    ),
    "turner": (
        "ch_ppocr_mobile_v2.0_cls_mobile.onnx",
        "e47acedf663230f8863ff1ab0e64dd2d82b838fceb5957146dab185a89d6215c",
    ),
}
"""Files of the wheel rapidocr 3.10.0 (Apache-2.0) and their SHA-256."""

_NEEDED = ("numpy", "cv2", "onnxruntime", "rapidocr")
_ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "OPENCV_FOR_THREADS_NUM")


@dataclass(frozen=True, slots=True)
class Networks:
    """Loaded sessions and the recogniser's alphabet; index 0 of it is "nothing"."""

    detector: Any
    recogniser: Any
    turner: Any
    alphabet: tuple[str, ...]


def print_reading() -> PrintReading:
    """Tell whether print can be read here: installed, and with the very files that are pinned."""
    if any(importlib.util.find_spec(name) is None for name in _NEEDED):
        return PrintReading.NOT_INSTALLED
    if any(_digest(name) != digest for name, digest in _PINNED.values()):
        return PrintReading.OTHER_MODELS
    return PrintReading.ON


def load_networks() -> Networks:
    """Load all three, for one thread each; only before the lock, and only when `state` is ON."""
    os.environ |= dict.fromkeys(_ONE_THREAD, "1")
    import cv2  # noqa: PLC0415 - optional, and behind the environment it reads
    import onnxruntime  # noqa: PLC0415 - as above

    cv2.setNumThreads(1)
    onnxruntime.set_default_logger_severity(4)
    sessions = {role: _session(onnxruntime, name) for role, (name, _) in _PINNED.items()}
    signs = sessions["recogniser"].get_modelmeta().custom_metadata_map["character"]
    for name in _ONE_THREAD:
        del os.environ[name]
    return Networks(**sessions, alphabet=("", *signs.split("\n"), " "))


def _session(onnxruntime: Any, name: str) -> Any:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False  # it would keep the peak of every picture
    options.log_severity_level = 4  # never a word on standard error
    return onnxruntime.InferenceSession(
        _path(name).read_bytes(), options, providers=["CPUExecutionProvider"]
    )


def _digest(name: str) -> str:
    path = _path(name)
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _path(name: str) -> Path:
    spec = importlib.util.find_spec("rapidocr")
    assert spec is not None and spec.origin is not None  # noqa: S101, PT018 - `state` was asked
    return Path(spec.origin).parent / "models" / name
