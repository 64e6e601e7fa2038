"""What a clerk reads on the office's pages, taken out of their HTML."""

import re


def rows(answer):
    """Return what each row of the list says: colour, words, and what can be pressed."""
    found = {}
    tick = r'(?:<td class="cell-check">.*?</td>\s*)?'
    line = rf'<tr([^>]*)>\s*{tick}(<th scope="row".*?)</tr>'
    for kind, row in re.findall(line, answer.text, re.DOTALL):
        mail = re.search(r"([^\s<>]+)@[\w.-]+", row).group(1)
        last = row.split("<td")[-1]
        chip = re.search(r'class="chip[^"]*">(?:<svg.*?</svg>)?([^<]*)<', last)
        colour = "red" if "late" in kind else "white"
        presses = [word for word in ("メール送信", "/admin/reviews/") if word in last]
        found[mail] = " ".join((colour, chip.group(1), *presses))
    return found


def wrong(answer):
    """Return the sentences of the error summary, by field."""
    summary = answer.text.partition('id="errors-title"')[2].partition("</section>")[0]
    return dict(re.findall(r'<a href="#(\w+)">([^<]+)</a>', summary))


def faults(answer):
    """Return the rows of a roster's errors: line, cell, content, cause, remedy."""
    table = re.findall(r'<tr><th class="nowrap" scope="row".*?</tr>', answer.text, re.DOTALL)
    return [
        tuple(re.findall(r"<(?:th|td|code)[^>]*>([^<>]*)</(?:th|td|code)>", row)) for row in table
    ]


def sentence(answer):
    """Return the sentence beside the field for a file."""
    found = re.search(r'id="file-error">.*?エラー：(.*?)</span>', answer.text, re.DOTALL)
    return found.group(1) if found else ""


def upload(visitor, data, **fields):
    """Upload as the form does, and follow to what is shown.

    The body is written here: the test client would spool a large one to the disk.
    """
    parts = {"csrf_token": visitor.token(), **fields}
    text = "".join(
        f'--cut\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in parts.items()
    )
    head = '--cut\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
    body = (text + head).encode() + data + b"\r\n--cut--\r\n"
    return visitor.client.post(
        "/admin/rosters/",
        data=body,
        content_type="multipart/form-data; boundary=cut",
        follow_redirects=True,
    )


def roster_of(answer):
    """Return the address of the roster a page is about."""
    return answer.request.path.rstrip("/")
