"""The pages as text: no inline code, errors tied to fields, no state by colour alone."""

import re
from html.parser import HTMLParser

import pytest
from flask import render_template

from tests.face.stand import ERRORS, addresses

INLINE = re.compile(r"\son\w+=|javascript:|\sstyle=|<style|<script(?![^>]*\ssrc=)", re.IGNORECASE)
VOID = {"meta", "link", "input", "img", "br"}


class Outline(HTMLParser):
    """Collects what a test asks of a page: ids, what points at them, open tags."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.pointed: set[str] = set()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.tags.append((tag, found))
        self.ids += [found["id"]] if "id" in found else []
        for name in ("for", "aria-describedby", "aria-labelledby", "form"):
            self.pointed |= set((found.get(name) or "").split())
        if (found.get("href") or "").startswith("#") and len(found["href"]) > 1:
            self.pointed.add(found["href"][1:])
        if tag not in VOID:
            self.open.append(tag)

    def inputs(self, kind: str) -> list[dict[str, str | None]]:
        return [found for tag, found in self.tags if tag == "input" and found["type"] == kind]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.fixture
def shown(face):
    return lambda path: face.test_client().get(path).text


@pytest.mark.parametrize("path", [path for _door, path in addresses()])
def test_a_page_runs_no_inline_code_and_names_no_stranger(shown, path):
    page = shown(path).replace(" data-show=", " data-shown=")
    assert INLINE.findall(page) == []
    assert re.findall(r"(?:src|href)=\"(?:https?:)?//[^\"]*", page) == []
    assert "bootstrap" not in page


@pytest.mark.parametrize(
    "planted", ["<a onclick=x>", "<a href='javascript:x'>", "<p style='x'>", "<script>x</script>"]
)
def test_the_search_for_inline_code_finds_what_is_planted(planted):
    assert len(INLINE.findall(planted)) == 1


@pytest.mark.parametrize("path", [path for _door, path in addresses()])
def test_a_page_is_well_formed_and_every_pointer_meets_its_goal(shown, path):
    outline = Outline(shown(path))
    assert outline.open == []
    assert len(outline.ids) == len(set(outline.ids))
    assert outline.pointed - set(outline.ids) == set()
    assert [tag for tag, _ in outline.tags].count("h1") == 1


@pytest.mark.parametrize("path", [path for _door, path in addresses()])
def test_a_page_names_screen_product_and_company(shown, path):
    page = shown(path)
    title = re.search("<title>(.*)</title>", page).group(1)
    assert title.split("｜")[1:] == ["m-collector", "株式会社サンプル建設"]
    assert '<html lang="ja">' in page
    assert title.startswith("エラー：") == path.endswith("wrong=1")


def test_an_error_stands_above_its_input_and_in_the_summary(shown):
    page = shown("/form?wrong=1")
    assert re.findall(r'<li><a href="#(\w+)">', page) == list(ERRORS)
    for name, sentence in ERRORS.items():
        assert page.count(sentence) == 2
        assert page.index(f'id="{name}-error"') < page.index(f'id="{name}"')
    assert page.count("<span>エラー：") == len(ERRORS)


def test_what_a_person_typed_is_escaped(shown):
    assert shown("/form").count('value="&#34;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"') == 1


def test_a_password_is_never_shown_back(shown):
    boxes = Outline(shown("/form")).inputs("password")
    assert [attrs.get("value") for attrs in boxes] == [None]


def test_the_steps_say_where_one_is(shown):
    page = shown("/form")
    steps = page[page.index('<ol class="steps">') : page.index("</ol>")]
    assert re.sub(r"<[^>]+>|\s+", "", steps) == "おわり：1目的おわり：2入力3写真4確認"
    assert "全4ステップ中3" in page
    assert page.count('aria-current="step"') == 1


def test_a_photograph_may_come_from_the_camera_or_the_gallery(shown):
    files = Outline(shown("/form")).inputs("file")
    kinds = "image/jpeg,image/png,image/webp,application/pdf"
    assert {attrs["accept"] for attrs in files} == {kinds}
    assert [attrs for attrs in files if "capture" in attrs] == []


def test_a_red_row_says_so_in_words_too(shown):
    rows = shown("/admin/people/").split("<tr")[2:]
    late = [row for row in rows if row.startswith(' class="late"')]
    assert len(late) == 4
    assert [row for row in late if "未登録 18日" not in row or "【期限超過】" not in row] == []


def test_the_sorted_column_says_its_order(shown):
    assert re.findall('aria-sort="(.*?)"', shown("/admin/people/?sort=0")) == ["ascending"]
    assert re.findall('aria-sort="(.*?)"', shown("/admin/people/?sort=1&desc=1")) == ["descending"]
    assert re.findall('aria-sort="(.*?)"', shown("/admin/people/")) == []


def test_a_list_without_rows_keeps_its_search(shown):
    page = shown("/admin/people/?search=いない")
    assert "該当するデータはありません。別の条件を試してください。" in page
    assert 'type="search"' in page
    assert "<table" not in page


def test_a_page_in_the_middle_offers_both_ways(shown):
    page = shown("/admin/people/?page=2")
    assert re.findall(r'rel="(\w+)"', page[page.index('class="pager"') :]) == ["prev", "next"]
    assert re.findall(r'aria-current="page">(\d+)', page) == ["3"]


def test_a_page_stands_without_a_company(face):
    with face.test_request_context("/error"):
        page = render_template("errors/error.html", company=None, title="準備中です", text="文")
    assert "<title>準備中です｜m-collector</title>" in page
    assert "会社の担当者に連絡してください。" in page


def test_the_office_form_tells_the_error_above_the_field(face):
    page = face.test_client()
    form = page.get("/admin/people/new/").text
    token = re.search('name="csrf_token" value="(.*?)"', form).group(1)
    answer = page.post("/admin/people/new/", data={"csrf_token": token, "name": ""}).text
    assert answer.index("エラー：氏名を入力してください。") < answer.index('id="name"')
    assert answer.count('aria-invalid="true"') == 1
