"""A paper no law knows: one dated row of the catalogue, for tests of what follows from a row."""

from datetime import date

from mcollector.rules.papers.paper import Document, Proof, Slot

COIN = Document(
    "coin",
    "番号コイン（見本）",
    "コイン",
    frozenset({Proof.NUMBER}),
    (Slot("coin", "番号コイン", "コイン", carries_number=True),),
    date(2026, 10, 1),
    source="見本法1条",
    check="コインが本物である",
)
