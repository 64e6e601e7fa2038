"""What the demo's people are called and where they live; common names that belong to nobody."""

FAMILIES = (
    ("髙橋", "たかはし", "takahashi"),
    ("佐藤", "さとう", "sato"),
    ("山﨑", "やまざき", "yamazaki"),
    ("𠮷田", "よしだ", "yoshida"),
    ("渡邊", "わたなべ", "watanabe"),
    ("鈴木", "すずき", "suzuki"),
    ("齋藤", "さいとう", "saito"),
    ("田中", "たなか", "tanaka"),
    ("林", "はやし", "hayashi"),
    ("五十嵐", "いがらし", "igarashi"),
    ("中村", "なかむら", "nakamura"),
    ("小林", "こばやし", "kobayashi"),
    ("森", "もり", "mori"),
)
GIVENS = (
    ("翔太", "しょうた", "shota"),
    ("美咲", "みさき", "misaki"),
    ("健一", "けんいち", "kenichi"),
    ("陽菜", "ひな", "hina"),
    ("誠", "まこと", "makoto"),
    ("さくら", "さくら", "sakura"),
    ("大輔", "だいすけ", "daisuke"),
    ("由美子", "ゆみこ", "yumiko"),
    ("蓮", "れん", "ren"),
    ("千尋", "ちひろ", "chihiro"),
    ("浩", "ひろし", "hiroshi"),
)
ABROAD = (
    ("NGUYEN", "VAN", "AN", "ぐえん", "あん", "nguyen.an"),
    ("Nurhayati", "", "", "ぬるはやてぃ", "", "nurhayati"),
    (
        "Santos de la Cruz",
        "",
        "Maria Clara",
        "さんとす で ら くるす",
        "まりあ くらら",
        "santos.maria",
    ),
    (
        "Wickramasinghe",
        "Mudiyanselage Nilmini Kumari",
        "Chathurika",
        "うぃくらましんは",
        "ちゃとぅりか",
        "wickramasinghe.chathurika",
    ),
    ("王", "", "小明", "おう", "しょうめい", "wang.xiaoming"),
    ("Ó Briain", "", "Siobhán", "おぶらいあん", "しぼーん", "obriain.siobhan"),
)
"""Family, middle and given name, two readings, mail; every sixth person is one of these."""

HOMES = (
    ("1000001", "東京都", "千代田区見本町1-2-3"),
    ("5300001", "大阪府", "大阪市北区見本町4-5"),
    ("4600001", "愛知県", "名古屋市中区見本町6丁目7番8号 見本ハイツ901"),
    ("8120011", "福岡県", "福岡市博多区見本町2-10"),
    ("0600001", "北海道", "札幌市中央区見本町西3丁目"),
)
