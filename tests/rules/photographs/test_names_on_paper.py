"""A name on a paper: found in any order of its parts, in old characters with the reason."""

from mcollector.rules.photographs.findings import Trace
from mcollector.rules.photographs.names_on_paper import Found, find_name

HANAKO = [("見本", "花子")]


def test_a_name_is_found_where_it_stands():
    lines = ["個人番号カード", "氏名 見本 花子"]

    assert find_name(lines, HANAKO) == Found(Trace.FOUND)
    assert find_name(lines, [("花子", "見本")]) == Found(Trace.FOUND)
    assert find_name(lines, [("見本", "太郎")]) == Found(Trace.MISSING)
    assert find_name([], HANAKO) == Found(Trace.UNREAD)


def test_an_old_form_counts_and_is_told():
    found = find_name(["氏名 髙﨑 花子"], [("高崎", "花子")])

    assert found == Found(Trace.FOLDED, ("髙=高", "﨑=崎"))


def test_an_empty_name_is_not_found():
    assert find_name(["氏名"], [("",)]) == Found(Trace.MISSING)
