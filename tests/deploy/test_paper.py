"""Paper leads somewhere: links, paths and commands exist, and nothing outside is referred to."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("admin_views", "bench", "deploy", "docs", "mcollector", "static", "templates", "tests")
WORDED = {".css", ".conf", ".html", ".in", ".js", ".md", ".py", ".sh", ".toml", ".txt"}
NEWCOMERS = ("README.md", "README.en.md", "CONTRIBUTING.md", "STYLE.md")
BY_PATH = ("CONTRIBUTING.md", "STYLE.md", "docs/architecture.md", "docs/operating.md")
LONGEST = 140

_SCREENS = re.compile(r"\b[AE](?!4\b)\d{1,2}\b")
_ELSEWHERE = re.compile(
    r"\bux\b|\b(?:domain|security|tech|performance|recognition|aesthetics) [A-Z]\d+|\bissue #?\d+",
    re.IGNORECASE,
)
_PAGE = re.compile(r"[\w.-]+\.md\b")
_SECTION = re.compile(r"((?:RFC )?[\w.]+ |)§ ?([\w.]+)")
_STANDARD = re.compile(r"RFC \d+ |T\.81 ")
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_COMMAND = re.compile(
    r"`(?:[A-Z_]+=\S+ )*make ([\w-]+)|^(?:[A-Z_]+=\S+ )*make ([\w-]+)", re.MULTILINE
)
_PATH = re.compile(r"`([\w.-]+(?:/[\w.-]+)+)/?`")


def sources():
    """Return every file with words of ours, this one apart: it holds what it looks for."""
    found = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*")]
    found += [path for path in ROOT.iterdir() if path.name != "LICENSE"]
    worded = (path for path in found if path.suffix in WORDED or path.name == "Makefile")
    return sorted(path for path in worded if path.is_file() and path != Path(__file__).resolve())


def pages():
    return [path for path in sources() if path.suffix == ".md"]


KNOWN = {page.name for page in pages()}


def sections(text):
    """Return the numbers of a page's headings."""
    return set(re.findall(r"^#+ ([\d.]+?)\.? ", text, re.MULTILINE))


def outside(text, *, is_product=False, is_architecture=False):
    """Return what the text refers to and the repository does not have."""
    flat = re.sub(r"\s*\n\s*#?\s*", " ", text)
    named = set(_PAGE.findall(text)) - KNOWN
    coded = set(_ELSEWHERE.findall(flat)) | set(_SCREENS.findall(text) if is_product else ())
    known = sections((ROOT / "docs" / "architecture.md").read_text("utf-8"))
    for before, number in _SECTION.findall(flat):
        is_ours = is_architecture or before.lower() == "architecture "
        if not _STANDARD.fullmatch(before) and not (is_ours and number.rstrip(".") in known):
            coded.add(f"{before}§{number}")
    return sorted(named | coded)


def slugs(text):
    """Return the anchors of a page's headings, as they are made of their words."""
    titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def broken(page):
    """Return the relative links of a page that lead nowhere."""
    links = [link for link in _LINK.findall(page.read_text("utf-8")) if ":" not in link]
    return [link for link in links if not leads_somewhere(page, *link.partition("#")[::2])]


def leads_somewhere(page, path, anchor):
    target = page.parent / path if path else page
    return target.exists() and (not anchor or anchor in slugs(target.read_text("utf-8")))


def targets():
    """Return the commands of the Makefile."""
    (listed,) = re.findall(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    return set(listed.split())


def commands(text):
    """Return the commands of make that a page tells its reader to type."""
    return {name for pair in _COMMAND.findall(text) for name in pair if name}


def exists(path):
    return any((start / path).exists() for start in (ROOT, ROOT / "mcollector"))


def test_nothing_outside_the_repository_is_referred_to():
    product = {ROOT / folder for folder in ("admin_views", "mcollector", "templates", "deploy")}
    found = {
        str(path.relative_to(ROOT)): references
        for path in sources()
        if not path.name.startswith("requirements")
        and (
            references := outside(
                path.read_text("utf-8"),
                is_product=bool(product & set(path.parents)),
                is_architecture=path.name == "architecture.md",
            )
        )
    }

    assert found == {}


@pytest.mark.parametrize(
    ("planted", "found"),
    [
        ("the truth table (domain §1.7)", ["domain §1.7"]),
        ("as agreed (ux E15)", ["E15", "ux"]),
        ("tried (issue #4), domain D3", ["domain D3", "issue #4"]),
        ("see plans.md", ["plans.md"]),
        ("architecture §99", ["architecture §99"]),
        ("the same password (§4)", ["§4"]),
        ("architecture §9, rosters; RFC 5321\n    §4.1.2; see map.md; @page A4", []),
    ],
)
def test_a_planted_reference_is_found(planted, found):
    assert outside(planted, is_product=True) == found


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_no_link_leads_nowhere(page):
    assert broken(page) == []


def test_a_link_that_leads_nowhere_is_found(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("# 1. One\n[a](page.md#1-one) [b](#2-two) [c](gone.md) [d](https://a.example)")

    assert broken(page) == ["#2-two", "gone.md"]


def test_the_index_lists_every_decision_once():
    index = ROOT / "docs" / "decisions" / "README.md"

    listed = _LINK.findall(index.read_text("utf-8"))

    assert listed == sorted(path.name for path in index.parent.glob("[0-9]*.md"))


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_of_make_exists(page):
    assert commands(page.read_text("utf-8")) - targets() == set()


def test_the_first_page_names_the_first_commands():
    assert {"run", "test"} <= commands((ROOT / "README.md").read_text("utf-8"))
    assert commands("`make run`\n\nPORT=1 make gone\n") - targets() == {"gone"}


def test_help_tells_of_every_command_once():
    command = ["make", "--no-print-directory", "help"]
    told = subprocess.check_output(command, cwd=ROOT, text=True).splitlines()

    assert sorted(line.split()[0] for line in told) == sorted(targets())


@pytest.mark.parametrize("name", BY_PATH)
def test_every_path_that_is_named_exists(name):
    paths = _PATH.findall((ROOT / name).read_text("utf-8"))

    assert [path for path in paths if path.partition("/")[0] != "var" and not exists(path)] == []


def test_a_path_that_is_gone_is_found():
    assert _PATH.findall("`store/gone.py` and `mcollector/store/`") == [
        "store/gone.py",
        "mcollector/store",
    ]
    assert (exists("store/gone.py"), exists("store")) == (False, True)


@pytest.mark.parametrize("name", [*NEWCOMERS, *BY_PATH[2:], "docs/decisions/README.md"])
def test_a_page_for_newcomers_fits_a_window(name):
    lines = (ROOT / name).read_text("utf-8").splitlines()

    assert [line for line in lines if len(line) > LONGEST and not line.startswith("|")] == []
