"""An employee's way through the form, with any papers, by the hand that counts."""

from functools import cache

from mcollector.rules.papers import choices
from tests.journeys.phone_steps import PASSWORD
from tests.journeys.walks import today
from tests.samples import Paper, photograph

BIRTH_DATE = ("1990", "4", "1")
NO_PHOTO_ID = "顔写真つきの証明書がない"


@cache
def picture(slot):
    """Return a specimen for the place: the side with a number, or one without."""
    return photograph(Paper.CARD_BACK if slot.carries_number else Paper.CARD_FRONT)


def enter(hand, link):
    hand.follow(link)
    hand.type("新しいパスワード", PASSWORD)
    hand.press("設定して進む")
    hand.read("マイナンバーを提出してください。")


def read_notice(hand):
    hand.go("証明書登録")
    hand.see("利用目的の確認")
    hand.tick("checkbox", "利用目的を確認しました")
    hand.press("次へ")
    hand.see("個人情報の入力")


def fill_profile(hand, name):
    """Fill in what the roster did not know; the postal code brings most of the address."""
    for label, reading in zip(("せい", "めい"), name.readings, strict=True):
        if reading:
            hand.type(label, reading)
    type_date(hand, BIRTH_DATE)
    hand.type("郵便番号", "100-0001")
    hand.press("住所を自動入力")
    hand.read("住所を入力しました。")
    hand.type("住所", hand.stands_in("住所") + "1-2-3")
    hand.type("電話番号1", "090-0000-0000")
    hand.press("次へ")
    hand.see("マイナンバーと写真")


def type_date(hand, date):
    for label, value in zip("年月日", date, strict=True):
        hand.type(label, value)


def choose_papers(hand, walk):
    """Choose the papers, step by step where another one has to stand beside."""
    if not hand.is_chosen(walk.route.title):
        hand.tick("radio", walk.route.title)
        hand.press("決定")
    if len(walk.beside) == 1:
        hand.choose("顔写真つきの証明書", walk.beside[0].title)
        hand.press("決定")
    elif walk.beside:
        hand.choose("顔写真つきの証明書", NO_PHOTO_ID)
        hand.press("決定")
        for label, paper in zip(("1つ目の証明書", "2つ目の証明書"), walk.beside, strict=True):
            hand.choose(label, paper.title)
        hand.press("決定")


def photograph_papers(hand, walk):
    hand.type("マイナンバー（個人番号）", walk.number())
    slots = choices.slots_needed(walk.choice, today())
    for slot in slots:
        hand.photograph(slot.title, picture(slot))
    if walk.script:
        hand.read_times("写真を選びました。", len(slots))
    hand.press("次へ")
    hand.see("内容を確認して")
    hand.read_times("受け取りました", len(slots))


def add_dependents(hand, walk):
    for n in range(1, walk.dependents + 1):
        hand.go("扶養者を追加する")
        hand.see("扶養者の追加")
        hand.choose("続柄", "子")
        hand.type("姓", "山田")
        type_date(hand, ("2015", "5", str(n)))
        hand.type("扶養者のマイナンバー", walk.number(n))
        hand.tick("checkbox", "番号と本人を確かめました")
        hand.press("追加")
        hand.see(f"{n}人目：山田（子）")


def add_spouse(hand, walk):
    """Add a spouse of 第3号: the side with the number, and the paper by which one acts for them."""
    hand.go("扶養者を追加する")
    hand.see("扶養者の追加")
    hand.choose("続柄", "妻")
    hand.type("姓", "山田")
    type_date(hand, ("1990", "5", "1"))
    hand.type("扶養者のマイナンバー", walk.number(1))
    hand.tick("checkbox", "番号と本人を確かめました")
    hand.tick("checkbox", "国民年金の第3号被保険者です")
    hand.press("追加")
    hand.see("扶養者の証明書")
    hand.tick("radio", walk.route.paper.title)
    hand.press("決定")
    hand.see("証明書の写真")
    numbered = (slot for slot in walk.route.paper.slots if slot.carries_number)
    for slot in (*numbered, *walk.spouse[0].slots):
        hand.photograph(f"扶養者の {slot.title}", picture(slot))
    hand.press("次へ")
    hand.see("1人目：山田（妻）")


def submit(hand):
    hand.press("更新")
    hand.see("提出が完了しました")


def walk_through(hand, walk, link):
    """Go from the mail's link to the receipt."""
    enter(hand, link)
    read_notice(hand)
    fill_profile(hand, walk.name)
    choose_papers(hand, walk)
    photograph_papers(hand, walk)
    assert hand.answer_to("氏名") == walk.name.full
    if walk.spouse:
        add_spouse(hand, walk)
    else:
        add_dependents(hand, walk)
    submit(hand)


def refuse(hand, reason, ready_on):
    """Tell the company why nothing comes; `ready_on` is when it will, where that is asked."""
    hand.go("提出できないとき")
    hand.see("提出できないとき")
    hand.tick("radio", reason.title)
    if reason.asks_when:
        type_date(hand, (str(ready_on.year), str(ready_on.month), str(ready_on.day)))
    hand.type("理由", "家族に相談しています。")
    hand.press("会社に知らせる")
    hand.read("会社に知らせました。")


def read_of_refusal(hand, state, reason):
    """Read 登録した内容: the state, and the refusal in what has happened."""
    hand.go("登録した内容")
    hand.see("登録した内容")
    assert hand.answer_to("状態") == state.easy
    hand.read_times(f"提出できないことを知らせました：{reason.title}", 1)
