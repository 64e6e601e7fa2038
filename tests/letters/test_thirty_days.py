"""Thirty days of a company of forty: who is reminded, on which day and hour, by what letter.

The plan is 1, 5 and 12 days after the 締め切り, from ten o'clock, three letters at most. The
締め切り of everybody on the list is 26 November. The table below was written by hand.
"""

from company_of_forty import Company40

EVENTS = (
    ("11-25 09", "submits", 5),
    ("11-25 09", "submits", 10),
    ("11-25 09", "submits", 12),
    ("11-25 09", "submits", 13),
    ("11-25 09", "submits", 14),
    ("11-25 09", "submits", 38),
    ("11-25 09", "refuses", 15),
    ("11-25 09", "promises", 18, "12", "3"),
    ("11-25 09", "retired", 20),
    ("11-25 09", "offered", 22),
    ("11-25 09", "sets_password", 33),
    ("11-25 09", "deadline", 34, 12, 10),
    ("11-25 09", "suspended", 35),
    ("11-26 09", "bounces", 24),
    ("11-26 09", "drafts", 32),
    ("11-26 11", "verified", 10),
    ("11-26 11", "verified", 38),
    ("11-26 12", "reminded", 30),
    ("11-26 14", "sent_back", 12),
    ("11-26 14", "sent_back", 14),
    ("11-26 20", "server_is_busy", 39, 6),
    ("11-27 08", "reminded", 28),
    ("11-27 09", "submits", 6),
    ("11-27 11", "submits", 7),
    ("11-28 09", "submits", 11),
    ("11-28 09", "refuses", 16),
    ("11-28 09", "refuses", 17),
    ("11-28 09", "promises", 19, "12", "10"),
    ("11-28 09", "bounces", 25),
    ("11-28 09", "bounces", 26),
    ("11-30 09", "submits", 8),
    ("11-30 09", "sent_back", 13),
    ("11-30 15", "reminded", 29),
    ("12-01 09", "submits_again", 14),
    ("12-01 11", "reopened", 38),
    ("12-02 09", "retired", 21),
    ("12-02 09", "reconsiders", 17),
    ("12-02 11", "verified", 11),
    ("12-03 09", "reached_again", 25),
    ("12-05 09", "submits", 9),
    ("12-05 09", "reached_again", 26),
    ("12-10 11", "reminded", 31),
)

TABLE = """
00 never answers             : 11-24 12 招, 11-27 10 催, 12-01 10 催, 12-08 10 催
01 never answers             : 11-24 12 招, 11-27 10 催, 12-01 10 催, 12-08 10 催
02 never answers             : 11-24 12 招, 11-27 10 催, 12-01 10 催, 12-08 10 催
03 never answers             : 11-24 12 招, 11-27 10 催, 12-01 10 催, 12-08 10 催
04 never answers             : 11-24 12 招, 11-27 10 催, 12-01 10 催, 12-08 10 催
05 submits in time           : 11-24 12 招
06 an hour before ten        : 11-24 12 招
07 an hour after ten         : 11-24 12 招, 11-27 10 催
08 after the first           : 11-24 12 招, 11-27 10 催
09 after the second          : 11-24 12 招, 11-27 10 催, 12-01 10 催
10 済                        : 11-24 12 招, 11-26 11 済
11 late, then 済             : 11-24 12 招, 11-27 10 催, 12-02 11 済
12 sent back, is silent      : 11-24 12 招, 11-26 14 返, 11-29 10 返, 12-03 10 返, 12-10 10 返
13 sent back late            : 11-24 12 招, 11-30 09 返, 12-03 10 返, 12-07 10 返, 12-14 10 返
14 sent back, submits        : 11-24 12 招, 11-26 14 返, 11-29 10 返
15 提出拒否                  : 11-24 12 招
16 late, then 提出拒否       : 11-24 12 招, 11-27 10 催
17 thinks again              : 11-24 12 招, 11-27 10 催, 12-05 10 催, 12-09 10 催
18 names 3 December          : 11-24 12 招, 12-04 10 催, 12-08 10 催, 12-15 10 催
19 late, names 10 December   : 11-24 12 招, 11-27 10 催, 12-11 10 催, 12-15 10 催
20 退職                      : 11-24 12 招
21 late, then 退職           : 11-24 12 招, 11-27 10 催, 12-01 10 催
22 内定                      : 11-24 12 招
23 never answers             : 11-24 12 招, 11-27 10 催, 12-01 10 催, 12-08 10 催
24 不達                      : 11-24 12 招
25 不達 for five days        : 11-24 12 招, 11-27 10 催, 12-03 10 催, 12-08 10 催
26 不達 for seven days       : 11-24 12 招, 11-27 10 催, 12-08 10 催
27 has no mail               :
28 by hand that morning      : 11-24 12 招, 11-27 08 催, 12-01 10 催, 12-08 10 催
29 by hand between           : 11-24 12 招, 11-27 10 催, 11-30 15 催, 12-01 15 催
30 by hand the day before    : 11-24 12 招, 11-26 12 催, 11-27 12 催, 12-01 10 催
31 by hand at the end        : 11-24 12 招, 11-27 10 催, 12-01 10 催, 12-08 10 催, 12-10 11 催
32 begins the form           : 11-24 12 招, 11-27 10 催, 12-01 10 催, 12-08 10 催
33 has a password            : 11-24 12 招, 11-27 10 催, 12-01 10 催, 12-08 10 催
34 締め切り 10 December      : 11-24 12 招, 12-11 10 催, 12-15 10 催, 12-22 10 催
35 account is suspended      : 11-24 12 招
36 invited on 1 December     : 12-01 09 招, 12-04 10 催, 12-08 10 催, 12-15 10 催
37 was never invited         :
38 済, then taken back       : 11-24 12 招, 11-26 11 済
39 mail server is busy       : 11-24 12 招, 11-28 08 催, 12-01 10 催, 12-08 10 催
"""


KINDS = {"招": "招待", "催": "催促", "返": "差し戻し", "済": "完了"}


def by_hand():
    rows = []
    for line in TABLE.strip().splitlines():
        who, _colon, course = line.partition(":")
        for letter in filter(None, course.strip().split(", ")):
            day, hour, kind = letter.split()
            rows.append((int(who[:2]), f"{day} {hour}", KINDS[kind]))
    return sorted(rows)


def test_thirty_days(tools, founded, clock, script):
    forty = Company40(tools, founded, clock, script)
    forty.begin()

    forty.live(EVENTS)

    assert forty.course() == by_hand()
