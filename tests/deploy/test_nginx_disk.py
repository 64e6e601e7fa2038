"""deploy/nginx.conf keeps nothing: no photograph on its disk, no secret in its log."""

import re

import pytest

from deploy import map_doors
from tests.deploy import proxy
from tests.deploy.proxy import PORTAL, SECRET
from tests.ports import free_port

TWO_MEGABYTES = 2_000_000


@pytest.mark.parametrize("path", ["/my/photos", "/my/again"])
def test_a_photograph_touches_no_disk_of_the_proxy(example, path):
    seen = example.mirrored(PORTAL, "POST", path, bytes(TWO_MEGABYTES))

    assert (seen["body"], seen["files"]) == (TWO_MEGABYTES, [])


def test_a_buffering_proxy_would_be_noticed(folder, changed):
    with changed(**{"proxy_request_buffering off": "proxy_request_buffering on"}) as running:
        seen = running.mirrored(PORTAL, "POST", "/my/photos", bytes(TWO_MEGABYTES))

    assert seen["body"] == TWO_MEGABYTES
    assert re.fullmatch(rf"{folder}/body/\d+ \(deleted\)", *seen["files"])


def test_no_answer_is_kept_on_disk_and_hsts_is_the_doors_business():
    text = proxy.CONF.read_text()
    header, rows = map_doors.endpoints()
    photographs = [row[0] for row in rows if row[header.index("endpoint")] == "reviews.photograph"]

    assert [rule.partition("<")[0] for rule in photographs] == ["`/admin/reviews/photographs/"]
    kept = [line.strip() for line in text.splitlines()]
    assert kept.count("proxy_max_temp_file_size 0;") == kept.count("access_log off;") == 1
    assert "proxy_buffering off;" in text.partition("location /admin/reviews/photographs/")[2]
    assert re.findall(r"add_header|proxy_cache|proxy_store|[^_]access_log (?!off)", text) == []


QUOTING = {"error_log stderr emerg": "error_log stderr error"}


@pytest.mark.parametrize(("change", "told"), [({}, False), (QUOTING, True)])
def test_no_log_of_the_proxy_holds_a_secret(folder, change, told):
    with proxy.running(folder, free_port(), free_port(), **change) as running:
        with running.ask(PORTAL, "GET", f"/first/ABCD/{SECRET}") as answer:
            status, server = answer.status, answer.headers["Server"]
        printed = running.stop()

    written = [path for path in folder.rglob("*") if path.is_file()]
    assert (status, server) == (502, "nginx")
    assert (SECRET in printed) == told
    assert [path for path in written if SECRET.encode() in path.read_bytes()] == []
