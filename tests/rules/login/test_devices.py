"""What a browser says of itself, in two words of ours."""

import pytest

from mcollector.rules.login.devices import UNKNOWN, describe_device

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 "


@pytest.mark.parametrize(
    ("user_agent", "expected"),
    [
        (f"{WINDOWS}Chrome/140.0.0.0 Safari/537.36", "Windows・Chrome"),
        (f"{WINDOWS}Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0", "Windows・Edge"),
        (f"{PHONE}(KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1", "iPhone・Safari"),
        (f"{PHONE}(KHTML, like Gecko) CriOS/140.0 Mobile/15E148 Safari/604.1", "iPhone・Chrome"),
        (
            "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0",
            "Android・Firefox",
        ),
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Linux・Firefox",
        ),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)", "Mac"),
        ("", UNKNOWN),
        ("curl/8.0", UNKNOWN),
        ("123456789012 taro@example.com <script>", UNKNOWN),
    ],
)
def test_nothing_but_the_lists_words_is_kept(user_agent, expected):
    assert describe_device(user_agent) == expected
