"""A page as its reader meets it: the error summary, the sentence above each field, the values."""

from html.parser import HTMLParser

VOID = {"input", "img", "br", "meta", "link", "hr", "use", "rect", "path", "progress"}


class Node:
    """An element: its attributes, its place in the page, its text, and what stands in it."""

    def __init__(self, tag, attributes, place):
        self.tag, self.attributes, self.place = tag, attributes, place
        self.inside = []

    @property
    def text(self):
        return "".join(part if isinstance(part, str) else part.text for part in self.inside)

    @property
    def classes(self):
        return (self.attributes.get("class") or "").split()

    def all(self):
        yield self
        for part in self.inside:
            if isinstance(part, Node):
                yield from part.all()


class Page(HTMLParser):
    """What can be asked of a page."""

    def __init__(self, html):
        super().__init__()
        self.root = Node("", {}, 0)
        self._open = [self.root]
        self._count = 0
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self._count += 1
        node = Node(tag, dict(attributes), self._count)
        self._open[-1].inside.append(node)
        if tag not in VOID:
            self._open.append(node)

    def handle_endtag(self, tag):
        if tag in (node.tag for node in self._open):
            while self._open.pop().tag != tag:
                pass

    def handle_data(self, data):
        self._open[-1].inside.append(data)

    def find(self, tag=None, **attributes):
        """Return the elements with these attributes; `css` is one of the classes."""
        css = attributes.pop("css", None)
        return [
            node
            for node in self.root.all()
            if (tag is None or node.tag == tag)
            and (css is None or css in node.classes)
            and all(node.attributes.get(name) == value for name, value in attributes.items())
        ]

    @property
    def text(self):
        return self.root.text

    @property
    def title(self):
        return self.find("title")[0].text

    @property
    def heading(self):
        return self.find("h1")[0].text.strip()

    @property
    def remedy(self):
        return self.find("p", css="lead")[0].text

    @property
    def summary(self):
        """Return the error summary as (address, sentence) pairs; None without one."""
        found = self.find("section", css="errors")
        if not found:
            return None
        links = [node for node in found[0].all() if node.tag == "a"]
        return [(link.attributes["href"], link.text) for link in links]

    @property
    def errors(self):
        """Return the sentence above each field by the field's id."""
        found = [node for node in self.find("p", css="err") if "id" in node.attributes]
        return {
            node.attributes["id"].removesuffix("-error"): node.text.strip().removeprefix("エラー：")
            for node in found
        }

    @property
    def values(self):
        """Return what stands in the fields: text, the chosen option, the ticked boxes."""
        found = {}
        for node in self.root.all():
            name = node.attributes.get("name")
            if node.tag == "textarea":
                found[name] = node.text.removeprefix("\n")
            elif node.tag == "select":
                chosen = [one for one in node.all() if "selected" in one.attributes]
                found[name] = chosen[0].attributes["value"] if chosen else ""
            elif node.tag == "input" and name and _is_on(node):
                found[name] = node.attributes.get("value", "")
        return found

    def slot(self, code):
        """Return the words of a photograph's place: its state and its sentence."""
        places = [node for node in self.find("section") if "data-slot" in node.attributes]
        place = next(n for n in places if n.attributes["aria-labelledby"] == f"{code}-title")
        parts = {node.classes[0]: node.text.strip() for node in place.all() if node.classes}
        return parts.get("slot-status", ""), parts.get("err", "").removeprefix("エラー：")

    def chips(self):
        return [node.text.strip() for node in self.find("span", css="chip")]

    def notes(self):
        """Return what stands in coloured boxes above the page."""
        return [node.text.strip() for node in self.find("div", css="note")]


def _is_on(node):
    kind = node.attributes.get("type")
    return kind not in ("checkbox", "radio") or "checked" in node.attributes


def refused(answer, status=422):
    """Return the sentences of a refused form by field, after looking at how they are told.

    A summary that takes the focus and links each field; the same sentence above that field and tied
    to it; 「エラー：」 before the title.
    """
    page = Page(answer.text)
    assert answer.status_code == status, page.heading
    assert page.title.startswith("エラー：")
    (box,) = page.find("section", css="errors")
    assert {"data-focus", "autofocus"} <= set(box.attributes)
    assert box.attributes["tabindex"] == "-1"
    fields = {address.removeprefix("#"): text for address, text in page.summary}
    assert page.errors == fields
    for name in fields:
        _is_tied(page, name)
    return fields


def _is_tied(page, name):
    sentence = page.find("p", id=f"{name}-error")[0]
    field = page.find(id=name)[0]
    assert sentence.place < field.place
    tied = [node for node in page.root.all() if f"{name}-error" in _described(node)]
    assert tied
    assert any(node.attributes.get("aria-invalid") == "true" for node in tied)


def _described(node):
    return (node.attributes.get("aria-describedby") or "").split()
