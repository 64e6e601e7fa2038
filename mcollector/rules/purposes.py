"""The closed list of purposes (番号法9条4項): an employer may use the number for these only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UsePurpose:
    """A purpose by its stored code; `usual` ones are ticked when a company is founded."""

    code: str
    title: str
    usual: bool


PURPOSES = (
    UsePurpose("tax", "給与所得・退職所得の源泉徴収票作成事務", usual=True),
    UsePurpose("dependents", "扶養控除等申告書の作成・提出事務", usual=True),
    UsePurpose("residents_tax", "給与支払報告書・住民税に関する事務", usual=True),
    UsePurpose("health_pension", "健康保険・厚生年金保険届出事務", usual=True),
    UsePurpose("third_category", "国民年金第3号被保険者届出事務（配偶者）", usual=True),
    UsePurpose("employment", "雇用保険届出事務", usual=True),
    UsePurpose("accidents", "労働者災害補償保険請求事務", usual=False),
    UsePurpose("savings", "財産形成貯蓄・持株会の法定書類作成事務", usual=False),
)


def titles_of(codes: list[str]) -> tuple[str, ...]:
    """Return the titles of the known codes, in the order of the list."""
    return tuple(purpose.title for purpose in PURPOSES if purpose.code in codes)
