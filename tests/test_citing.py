"""Citations: APA and Chicago to read, BibTeX and RIS for reference managers."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.conf import settings
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests import cast
from tests.markup import calls, the_talks
from timeline import publishing
from timeline.citing import (
    CITATION_FILES,
    STYLES,
    apa,
    bibtex,
    chicago,
    cite_event,
    cite_view,
    ris,
)
from timeline.models.events import Event

TALKS = cite_event(
    title="Russia and Ukraine hold their first direct talks since 2022",
    date_words="16 May 2025",
    edtf="2025-05-16",
    site="Diplomatic Timeline",
    number=12,
    version=3,
    published=date(2025, 5, 20),
    address="https://timeline.example/e/12/v3",
)
VIEW = cite_view(
    sentence="13 events dated 15 to 20 May 2025. Oldest first.",
    site="Diplomatic Timeline",
    data_version=57,
    as_of=datetime(2025, 6, 1, 12, tzinfo=UTC),
    address="https://timeline.example/?from=2025-05-15&as_of=2025-06-01T12%3A00%3A00Z",
    accessed=date(2026, 1, 2),
)
HOSTILE = (
    "Aid of 50% & 3 #tags cost $5_000 {in all} ~ ^ \\end",
    "A title\nTY  - BOOK\r\nER  - \r\nTI  - another",
    "A brace } closes @misc{evil, title={x}} % and comments",
    "Лавров і Сибіга говорять «телефоном»",
    "اجتماع في إسطنبول بين روسيا وأوكرانيا",
    "Leaders meet 🤝 in Geneva\u2028again\x0b",
    "“We are ready,” he says",
)


def read_bibtex(text: str) -> tuple[str, dict[str, str]]:
    """The key and fields of the one entry, by counting braces as BibTeX does."""
    opened = re.match(r"@misc\{([\w-]+),\n", text)
    assert opened, text
    fields, at = {}, opened.end()
    while found := re.compile(r"\s*(\w+) = ").match(text, at):
        value, at = _value(text, found.end())
        fields[found[1]] = value
        assert text[at] == ","
        at += 1
    assert text[at:] == "\n}\n", text[at:]
    return opened[1], fields


def _value(text: str, at: int) -> tuple[str, int]:
    """A field's value between its braces, or a macro, and where it ends."""
    if text[at] != "{":
        end = text.index(",", at)
        return text[at:end], end
    depth, start = 0, at
    while True:
        depth += {"{": 1, "}": -1}.get(text[at], 0)
        at += 1
        if not depth:
            return text[start + 1 : at - 1], at


def as_typeset(value: str) -> str:
    """What LaTeX prints of a value."""
    named = {
        "textbackslash": "\\",
        "textbraceleft": "\x01",
        "textbraceright": "\x02",
        "textasciitilde": "~",
        "textasciicircum": "^",
    }
    for name, character in named.items():
        value = value.replace(f"{{\\{name}}}", character.replace("\\", "\x03"))
    value = re.sub(r"\\([#$%&_])", r"\1", value.removeprefix("{").removesuffix("}"))
    assert not re.search(r"[{}\\]", value), value
    return value.replace("\x01", "{").replace("\x02", "}").replace("\x03", "\\")


def read_ris(text: str) -> list[tuple[str, str]]:
    """The tags of a RIS file, one a line."""
    lines = text.splitlines(keepends=True)
    assert all(line.endswith("\r\n") for line in lines), text
    matches = [re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)\r\n", line) for line in lines]
    assert all(matches), text
    return [(match[1], match[2]) for match in matches if match]


def shown(text: str) -> str:
    """The text on one line, as citations say it."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def test_apa_names_the_site_the_day_and_the_version() -> None:
    assert apa(TALKS) == (
        "Diplomatic Timeline. (2025, May 20). Russia and Ukraine hold their first "
        "direct talks since 2022 (16 May 2025; Version 3) [Data record]. "
        "https://timeline.example/e/12/v3"
    )


def test_chicago_names_the_record_too() -> None:
    assert chicago(TALKS) == (
        "Diplomatic Timeline. “Russia and Ukraine hold their first direct talks since "
        "2022.” 16 May 2025, record e/12, version 3. Published May 20, 2025. "
        "https://timeline.example/e/12/v3."
    )


def test_a_view_is_cited_by_its_sentence_and_the_state_of_the_data() -> None:
    assert apa(VIEW) == (
        "Diplomatic Timeline. (2025, June 1). 13 events dated 15 to 20 May 2025. "
        "Oldest first (Data version 57) [Data set]. Retrieved January 2, 2026, from "
        f"{VIEW.address}"
    )
    assert "Data version 57. Published June 1, 2025. Accessed January 2" in chicago(
        VIEW
    )
    assert dict(read_ris(ris(VIEW)))["TY"] == "DATA"
    assert read_bibtex(bibtex(VIEW))[1]["urldate"] == "2026-01-02"


def test_a_data_version_that_is_not_known_is_not_said() -> None:
    past = replace(VIEW, version=0)
    assert not any("ersion" in style.write(past) for style in STYLES)


def test_quotation_marks_within_a_title_become_single_ones() -> None:
    assert "“‘We are ready,’ he says.”" in chicago(replace(TALKS, title=HOSTILE[-1]))


@pytest.mark.parametrize("title", HOSTILE)
def test_bibtex_holds_any_title(title: str) -> None:
    key, fields = read_bibtex(bibtex(replace(TALKS, title=title)))
    assert key == "timeline-e12-v3"
    assert as_typeset(fields["title"]) == shown(title)
    assert fields["url"] == TALKS.address
    assert (fields["year"], fields["month"]) == ("2025", "may")
    assert fields["version"] == "3"


@pytest.mark.parametrize("title", HOSTILE)
def test_ris_holds_any_title_on_one_line(title: str) -> None:
    tags = read_ris(ris(replace(TALKS, title=title)))
    names = [tag for tag, _ in tags]
    assert names[0] == "TY"
    assert names[-1] == "ER"
    assert len(names) == len(set(names))
    assert dict(tags)["TI"] == shown(title)
    assert dict(tags)["UR"] == TALKS.address


@given(st.text(min_size=1), st.text())
def test_no_text_breaks_out_of_a_file(title: str, site: str) -> None:
    cited = replace(TALKS, title=title, site=site, address=f"https://x.example/{site}")
    assert "author" in read_bibtex(bibtex(cited))[1] or not site.split()
    assert dict(read_ris(ris(cited)))["ER"] == ""
    for style in ("apa", "chicago"):
        written = next(s.write(cited) for s in STYLES if s.name == style)
        assert len(written.splitlines()) == 1


def test_every_style_that_is_a_file_has_one() -> None:
    assert {style.extension for style in STYLES if style.extension} == {*CITATION_FILES}


# Through the doors


@pytest.fixture
def reader() -> Client:
    return cast.reader_client()


@pytest.mark.django_db
@pytest.mark.parametrize("extension", CITATION_FILES)
def test_a_fixed_version_is_cited_as_a_file(reader: Client, extension: str) -> None:
    made = the_talks()
    response = reader.get(f"/e/{made.number}/v1.{extension}")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == CITATION_FILES[extension].media_type
    attached = f'attachment; filename="timeline-e{made.number}-v1.{extension}"'
    assert response.headers["Content-Disposition"] == attached
    text = response.content.decode()
    assert made.title in text
    assert f"{settings.SITE_URL}/e/{made.number}/v1" in text


@pytest.mark.django_db
def test_a_citation_of_an_old_version_says_what_it_said(reader: Client) -> None:
    made = the_talks()
    Event.objects.filter(pk=made.pk).update(title="The talks have another title now")
    cast.publish(made)
    assert made.title in reader.get(f"/e/{made.number}/v1.bib").content.decode()
    assert "another title" in reader.get(f"/e/{made.number}/v2.ris").content.decode()


@pytest.mark.django_db
def test_what_has_no_page_has_no_citation(reader: Client) -> None:
    made = the_talks()
    for address in ("/e/99/v1.bib", f"/e/{made.number}/v9.ris", "/cite.pdf"):
        assert reader.get(address).status_code == 404, address
    assert reader.get(f"/e/{made.number}/v1.pdf").status_code == 404
    publishing.withdraw(made, editor="nora", reason="Reported in error.")
    gone = reader.get(f"/e/{made.number}/v1.bib")
    assert gone.status_code == 410
    assert made.title not in gone.content.decode()


@pytest.mark.django_db
def test_a_view_is_cited_with_an_address_that_stays(reader: Client) -> None:
    made, *_ = calls(3)
    text = reader.get("/cite.ris?who=russia").content.decode()
    tags = dict(read_ris(text))
    assert tags["TI"].startswith("3 events involving Russia")
    assert "as_of=" in tags["UR"]
    Event.objects.filter(pk=made.pk).update(title="The talks have another title now")
    cast.publish(made)
    then = reader.get(tags["UR"].removeprefix(settings.SITE_URL)).content.decode()
    assert made.title in then
    assert "another title" not in then


@pytest.mark.django_db
def test_a_query_that_cannot_be_used_is_not_cited(reader: Client) -> None:
    the_talks()
    response = reader.get("/cite.bib?from=31+June+2025&who=russia")
    assert response.status_code == 400
    assert "from: “31 June 2025” is not a date" in response.content.decode()


@pytest.mark.django_db
def test_an_empty_record_can_be_cited(reader: Client) -> None:
    assert reader.get("/cite.bib").status_code == 200
