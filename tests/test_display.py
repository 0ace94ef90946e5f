"""Display, help, and what every page says about its looks and languages."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tests import cast
from tests.markup import Outline, page, the_talks
from timeline.presentation.shortcuts import KEYS, SHORTCUTS
from timeline.views.answer import CHOICES, MODULES

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
SCRIPTS = Path(settings.BASE_DIR) / "timeline" / "static" / "timeline" / "reader"
MOST_SCRIPT = 25 * 1024  # bytes, compressed, all modules together
DEFAULTS = {name: values[0] for name, values in CHOICES.items()}
LANGUAGES = ("", "/uk", "/ru", "/tr", "/ar")


@pytest.fixture
def reader() -> Client:
    return cast.reader_client()


# Choices


@pytest.mark.parametrize(
    ("choice", "value", "shows"),
    [
        ("theme", "dark", 'data-theme="dark"'),
        ("theme", "light", 'data-theme="light"'),
        ("keys", "off", 'data-keys="off"'),
    ],
)
def test_a_choice_is_kept_until_it_is_taken_back(
    reader: Client, choice: str, value: str, shows: str
) -> None:
    assert shows not in page(reader, "/about/")
    reader.post("/display/", {choice: value})
    assert shows in page(reader, "/about/")
    reader.post("/display/", {choice: DEFAULTS[choice]})
    assert shows not in page(reader, "/about/")
    assert choice not in {n for n, c in reader.cookies.items() if c.value}


def test_what_is_not_sent_stays_as_it_is(reader: Client) -> None:
    reader.post("/display/", {"theme": "dark", "keys": "off"})
    reader.post("/display/", {"axis": "ltr"})
    kept = {name: morsel.value for name, morsel in reader.cookies.items()}
    assert {name: kept[name] for name in CHOICES} == {
        "theme": "dark",
        "axis": "ltr",
        "keys": "off",
    }


def test_a_choice_is_kept_a_year_and_no_script_reads_it(reader: Client) -> None:
    cookie = reader.post("/display/", {"theme": "dark"}).cookies["theme"]
    assert cookie["max-age"] == 365 * 24 * 60 * 60
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_the_page_shows_what_is_chosen(reader: Client) -> None:
    reader.post("/display/", {"axis": "ltr"})
    ticked = re.findall(
        r'name="(\w+)" value="(\w+)" checked', page(reader, "/display/")
    )
    assert dict(ticked) == DEFAULTS | {"axis": "ltr"}


@pytest.mark.parametrize("choice", CHOICES)
def test_a_choice_that_is_none_is_refused_in_its_group(
    reader: Client, choice: str
) -> None:
    answer = reader.post("/display/", {choice: "sideways"})
    assert answer.status_code == 400
    html = answer.content.decode()
    assert html.count('role="alert"') == 1
    assert f'aria-describedby="h-{choice}"' in html.partition('role="alert"')[0]
    assert not set(CHOICES) & set(reader.cookies)


@pytest.mark.parametrize("choice", CHOICES)
def test_another_choice_makes_an_old_copy_stale(reader: Client, choice: str) -> None:
    the_talks()
    first = reader.get("/")
    assert "Cookie" in first.headers["Vary"]
    reader.cookies[choice] = CHOICES[choice][-1]
    again = reader.get("/", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 200


def test_a_cookie_of_another_hand_is_the_default(reader: Client) -> None:
    for name in CHOICES:
        reader.cookies[name] = '"><script>'
    html = page(reader, "/about/")
    assert "data-theme" not in html
    assert '"><script>' not in html


def test_time_runs_as_the_language_is_written_unless_fixed(reader: Client) -> None:
    the_talks()
    cast.published("They meet again", "25 May 2025")
    assert runs_to_the_left(page(reader, "/ar/"))
    assert not runs_to_the_left(page(reader, "/"))
    reader.post("/display/", {"axis": "ltr"})
    assert not runs_to_the_left(page(reader, "/ar/"))


def runs_to_the_left(html: str) -> bool:
    """The first day of the strip stands to the right of the last."""
    found = re.search(r'data-strip.*?data-left="([\d.]+)" data-right="([\d.]+)"', html)
    assert found
    return float(found[1]) > float(found[2])


# Help


def test_the_help_page_and_the_script_name_the_same_keys(reader: Client) -> None:
    html = page(reader, "/help/keyboard/")
    shown = re.findall(r'<th scope="row"><kbd>(.+?)</kbd>', html)
    for shortcut in SHORTCUTS:
        assert shortcut.key in shown
    given = re.search(r'data-shortcuts="([^"]*)"', html)
    assert given
    assert given[1] == KEYS
    assert {pair.partition("=")[2] for pair in KEYS.split()} == deeds()


def deeds() -> set[str]:
    """What the module of keys can do."""
    text = (SCRIPTS / "keys.js").read_text()
    body = text.partition("const deeds = {")[2].partition("\n};")[0]
    return set(re.findall(r"^  (\w+)(?=[(:,])", body, re.MULTILINE))


def test_the_help_page_says_when_keys_are_off(reader: Client) -> None:
    words = "Single keys are turned off"
    assert words not in page(reader, "/help/keyboard/")
    reader.cookies["keys"] = "off"
    assert words in page(reader, "/help/keyboard/")


def test_the_statement_says_what_was_not_done(reader: Client) -> None:
    html = page(reader, "/accessibility/")
    assert "NVDA, VoiceOver or TalkBack" in html
    assert "native readers" in html


@pytest.mark.parametrize("address", ["/help/keyboard/", "/accessibility/", "/display/"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_of_these_pages_is_well_made(
    reader: Client, address: str, language: str
) -> None:
    outline = Outline(page(reader, language + address))
    assert outline.levels.count(1) == 1
    steps = zip(outline.levels, outline.levels[1:], strict=False)
    assert all(after - before <= 1 for before, after in steps)
    assert len(outline.ids) == len(set(outline.ids))
    assert set(outline.anchors) <= set(outline.ids)
    assert not outline.unnamed
    assert "style" not in outline.attributes


# The ground of every page


def test_a_page_names_itself_in_every_language(reader: Client) -> None:
    the_talks()
    html = page(reader, "/uk/?who=russia")
    links = dict(
        re.findall(r'rel="alternate" hreflang="([\w-]+)" href="([^"]+)"', html)
    )
    site = settings.SITE_URL
    assert links == {
        "x-default": f"{site}/?who=russia",
        "en": f"{site}/?who=russia",
        "uk": f"{site}/uk/?who=russia",
        "ru": f"{site}/ru/?who=russia",
        "tr": f"{site}/tr/?who=russia",
        "ar": f"{site}/ar/?who=russia",
    }


@pytest.mark.parametrize(
    ("address", "others"),
    [("/", ["uk", "ar"]), ("/uk/", ["en", "ar"]), ("/ru/", ["en", "uk"])],
)
def test_the_masthead_names_the_languages_most_read(
    reader: Client, address: str, others: list[str]
) -> None:
    mast = page(reader, address).partition('class="util"')[2].partition("</div>")[0]
    assert re.findall(r'hreflang="(\w+)"', mast) == others


@pytest.mark.parametrize(
    ("address", "start"),
    [
        ("/no/such/page/", '<html lang="en" dir="ltr"'),
        ("/uk/no/such/page/", '<html lang="uk" dir="ltr"'),
        ("/ar/no/such/page/", '<html lang="ar" dir="rtl"'),
    ],
)
def test_a_page_that_is_none_is_said_in_the_language_of_its_address(
    reader: Client, address: str, start: str
) -> None:
    answer = reader.get(address)
    assert answer.status_code == 404
    assert start in answer.content.decode()


def test_the_script_is_small_and_every_module_is_loaded(reader: Client) -> None:
    modules = sorted(SCRIPTS.glob("*.js"))
    assert [path.stem for path in modules] == sorted(MODULES)
    compressed = sum(len(gzip.compress(path.read_bytes())) for path in modules)
    assert compressed <= MOST_SCRIPT
    html = page(reader, "/")
    for name in MODULES:
        assert re.search(
            rf'<script type="module" src="[^"]*/reader/{name}[\w.]*\.js">', html
        )


def test_no_module_says_a_word_of_its_own() -> None:
    """Words come from the page, translated: no text of two words in a string."""
    for path in SCRIPTS.glob("*.js"):
        code = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)
        strings = re.findall(r'textContent = ("[^"]+"|`[^`$]+`)', code)
        assert strings == [], path.name
