"""Papers the worker reads: drawn for the employee of the tests, as prints and as codes."""

from io import BytesIO

import zxingcpp
from PIL import Image, ImageDraw
from sqlalchemy import select

from mcollector.images import specimens
from mcollector.images.specimens import Paper
from mcollector.rules.my_number import MyNumber
from mcollector.rules.photographs.findings import Finding
from mcollector.rules.sealed import Purpose
from mcollector.rules.states import DocumentState
from mcollector.store.documents import Document
from tests import factories
from tests.portal.employee import NUMBER
from tests.samples import saved

NAME, BORN = "山田 太郎", "1988年7月9日"
OTHER = factories.number("98765432109")
LIVING = (DocumentState.RECEIVED, DocumentState.CLEAN, DocumentState.RETURNED)


def drawn(paper=Paper.CARD_BACK, number=NUMBER, name=NAME, born=BORN):
    """The paper of the tests' employee, as a picture."""
    return specimens.draw(paper, MyNumber(number).grouped, name, birth_date=born)


def printed(paper=Paper.CARD_BACK, number=NUMBER, form="JPEG", **who):
    """The same as a file."""
    return saved(drawn(paper, number, **who), form)


def coded(number=NUMBER):
    """A card of which only the code can be read."""
    picture = Image.new("RGB", (1200, 800), "#dde5ea")
    ImageDraw.Draw(picture).text((40, 40), "MIHON", fill="black", font_size=60)
    code = zxingcpp.create_barcode(number, zxingcpp.BarcodeFormat.QRCode)
    picture.paste(Image.fromarray(code.to_image(scale=4)), (60, 200))
    return saved(picture, "JPEG")


def settle(tools, deliver):
    """Let the worker do everything, and what that left to do."""
    while tools.doorbell.rung:
        deliver()


def document(tools, founded, slot="card_back"):
    """Return the newest living photograph of the place, whoever's it is."""
    mine = select(Document).where(Document.slot.endswith(slot), Document.state.in_(LIVING))
    with tools.read(factories.admin_of(founded)) as uow:
        return uow.scalars(mine.order_by(Document.received_at))[-1]


def finding(tools, founded, slot="card_back"):
    """Return what was found on it, opened as a review does; None while nothing is."""
    row = document(tools, founded, slot)
    with tools.work(factories.admin_of(founded)) as uow:
        found = uow.get(Document, row.id)
        if found.finding is None:
            return None
        return Finding.from_bytes(uow.open(found, "finding", Purpose.REVIEW))


def stored(tools, founded, slot="card_back"):
    """Return the large picture that was stored of it."""
    row = document(tools, founded, slot)
    with tools.work(factories.admin_of(founded)) as uow:
        content = uow.open_file(uow.get(Document, row.id), "large", Purpose.REVIEW)
    return Image.open(BytesIO(content))
