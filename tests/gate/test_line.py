"""The line of jobs: longest first, never two that start houses at once, every file once."""

from collections import Counter
from pathlib import Path
from threading import Timer

from tests.gate.line import FILES, WITHOUT, Job, Line, jobs

ROOT = Path(__file__).parents[2]


def job(name, seconds=1):
    return Job(name, (), "sqlite", seconds)


def test_every_test_file_is_in_a_job_of_each_database_once():
    found = Counter((file, one.database) for one in jobs(ROOT) for file in one.files)
    files = list(ROOT.glob(FILES))
    wanted = {
        (str(path.relative_to(ROOT)), database): 1
        for path in files
        for database in (
            ["sqlite"] if path.relative_to(ROOT).parts[1] in WITHOUT else ["sqlite", "postgres"]
        )
    }

    assert found == wanted


def test_the_longest_comes_first():
    longest = [one.seconds for one in jobs(ROOT) if not one.is_heavy]

    assert longest == sorted(longest, reverse=True)


def test_no_heavy_job_runs_beside_another():
    line = Line([job("crash"), job("journeys"), job("rules")])

    first, second = line.take(), line.take()
    Timer(0.1, line.give_back, [first]).start()
    third = line.take()

    assert [first.name, second.name, third.name] == ["crash", "rules", "journeys"]
    assert line.take() is None
