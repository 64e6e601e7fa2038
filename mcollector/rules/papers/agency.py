"""Papers that prove who may act for somebody else (代理権)."""

from mcollector.rules.papers.paper import Document, Proof, Slot

AGENCY_PAPERS = (
    Document(
        "mandate",
        "委任状",
        "委任状（いにんじょう）",
        frozenset({Proof.AGENCY}),
        (Slot("mandate", "委任状", "委任状（いにんじょう）"),),
        source="番号法施行令12条2項1号、番号法施行規則6条1項2号",
        check="委任状に、配偶者（頼む人）と従業員（頼まれる人）の氏名がある",
        drawing="residence",
    ),
)
