"""An editor's Markdown cannot do more than emphasise and link to the open web."""

import re

import pytest

from timeline.presentation.prose import prose

HARMFUL = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt:alert(1))",
    "[a](data:text/html;base64,PHNjcmlwdD4=)",
    "[a](vbscript:msgbox(1))",
    "[a](//evil.example)",
    "[a](/admin/logout/)",
    "[a](https://reuters.com@evil.example/)",
    "![a](https://tracker.example/x.gif)",
    "<a href=javascript:alert(1)>a</a>",
    "<svg onload=alert(1)>",
    "<iframe src=https://evil.example>",
    "<style>*{display:none}</style>",
    '[a](https://a.example "onmouseover=alert(1)")',
    "<https://user:pass@evil.example>",
)
ALLOWED = re.compile(
    r"</?(p|em|strong|ul|ol|li|a|blockquote|br|code)"
    r"( href=\"https?://[^@\"]*\"| rel=\"noopener noreferrer\")*>"
)


@pytest.mark.parametrize("text", HARMFUL)
def test_nothing_harmful_comes_out(text):
    html = prose(text, ())
    assert re.findall(r"<[^>]*>", ALLOWED.sub("", html)) == []


def test_a_link_to_the_open_web_stays():
    html = prose("See [the text](https://news.example/a?b=1) of it.", ())
    assert 'href="https://news.example/a?b=1"' in html


def test_marks_become_links_to_their_sources_and_only_to_theirs():
    html = prose("They met [1]. They parted [1] [7].", [1])
    assert html.count('href="#s1"') == 2
    assert html.count('id="r1"') == 1
    assert "[7]" in html
