"""Whatever is typed into an address, the answer is a page or a clear refusal."""

from urllib.parse import quote, urlencode

import pytest

from tests import cast
from tests.thorough import a_part
from timeline.selection import Selection
from timeline.selection.changes import PARAMETERS as CHANGE_PARAMETERS
from timeline.selection.vocabulary import PARAMETERS

pytestmark = pytest.mark.django_db

HOSTILE = (
    "%00",
    "a%00b",
    "%FF%FE",
    "%ED%A0%80",
    quote("\u202egnp.exe"),
    quote("\u200b\u200b"),
    "1e999",
    "-1",
    "0",
    "99999999999999999999999999",
    "9223372036854775808",
    "NaN",
    "Infinity",
    "0000-00-00",
    "0000-01-01",
    "10000-01-01",
    "2025-02-29",
    "2025-13-45",
    "2025-05-15T25:61:61Z",
    "05/06/2025",
    "..",
    "../../etc/passwd",
    quote("' OR 1=1 --"),
    quote('"; DROP TABLE timeline_event; --'),
    quote('"'),
    quote('NEAR("a" "b", 5)'),
    quote("a* AND (b OR NOT c)"),
    quote("foo:bar:baz:::"),
    quote("-"),
    quote("who:who:who"),
    quote("a & b | !c <-> d:*"),
    quote("\\"),
    "%25%5F",
    quote("<script>alert(1)</script>"),
    quote("{{7*7}}{% debug %}"),
    quote("🎉" * 50),
    quote("а" * 301),
    "a" * 5000,
    quote("ﷺ" * 200),
    quote("é" * 250),
    quote("[2025-05-01..2025-05-02]"),
    "a.99999999999999999999.1",
    "a.999999999999999.999999999999999999",
    "b.-1.-1",
    "2025-05-15%2B99:99",
    "0001-01-01",
    "9999-12-31",
    "9999-12-31T23:59:59-14:00",
    "0001-01-01T00:00:00%2B14:00",
)
CORPUS = [(name, value) for name in (*PARAMETERS, "page") for value in HOSTILE]
REFUSED = {400}
FINE = {200, 302}


@pytest.fixture
def reader():
    cast.published(where=cast.istanbul(), tracks=[cast.istanbul_track()])
    return cast.reader_client()


def test_the_corpus_is_large_and_reaches_every_parameter():
    assert len(CORPUS) >= 300
    assert {name for name, _ in CORPUS} >= set(PARAMETERS)


@pytest.mark.no_cover
def test_no_value_of_any_parameter_breaks_the_chronology(reader):
    """Alone (some of them, where time counts), and in all parameters at once."""
    for value in HOSTILE:
        everywhere = "&".join(f"{name}={value}" for name in PARAMETERS)
        answer = reader.get(f"/?{everywhere}")
        assert answer.status_code in FINE, (value, answer.status_code)
    for name, value in a_part(CORPUS, one_in=9):
        answer = reader.get(f"/?{name}={value}")
        assert answer.status_code in FINE, (name, value, answer.status_code)


@pytest.mark.no_cover
def test_a_file_is_whole_or_refused_by_the_name_of_its_parameter(reader):
    for name, value in a_part(CORPUS, one_in=3):
        answer = reader.get(f"/events.csv?{name}={value}")
        assert answer.status_code in FINE | REFUSED, (name, value, answer.status_code)
        if answer.status_code == 400:
            assert name in answer.content.decode() or _is_token(name), (name, value)


@pytest.mark.no_cover
def test_no_value_breaks_the_download_page_or_the_json_addresses(reader):
    own = [(name, value) for name in ("rows", "format", "of") for value in HOSTILE]
    for name, value in (*CORPUS[::31], *a_part(own, one_in=2)):
        answer = reader.get(f"/download/?{name}={value}")
        assert answer.status_code == 200, (name, value, answer.status_code)
    own = [(name, value) for name in ("limit", "cursor", "q") for value in HOSTILE]
    for name, value in (*CORPUS[::17], *a_part(own, one_in=2)):
        for path in ("events", "participants"):
            answer = reader.get(f"/api/{path}?{name}={value}")
            refused = REFUSED | {404}
            assert answer.status_code in FINE | refused, (path, name, value)


@pytest.mark.no_cover
def test_no_value_breaks_the_changes_or_what_is_asked_as_of_a_moment(reader):
    """A file of changes is whole or refused by the name of its parameter."""
    own = [(name, value) for name in (*CHANGE_PARAMETERS, "as_of") for value in HOSTILE]
    for name, value in a_part(own, one_in=5):
        answer = reader.get(f"/changes/?{name}={value}")
        assert answer.status_code in FINE, (name, value, answer.status_code)
    for name, value in a_part(own, one_in=7):
        for file in ("csv", "atom", "json"):
            answer = reader.get(f"/changes.{file}?{name}={value}")
            assert answer.status_code in FINE | REFUSED, (name, value)
            if answer.status_code == 400:
                assert name in answer.content.decode() or name == "as_of"
    for value in HOSTILE:
        for path in ("/participants/russia/", "/places/", "/e/1", "/e/1/history"):
            answer = reader.get(f"{path}?as_of={value}&from={value}&to=2")
            assert answer.status_code in {200, 301, 302, 404}, (path, value)
        answer = reader.get(f"/api/participants/russia?as_of={value}")
        assert answer.status_code in {200, 400, 404}, value


def _is_token(name: str) -> bool:
    """A token in the query box is refused by the filter it names."""
    return name == "q"


@pytest.mark.parametrize("name", [*PARAMETERS, "page"])
def test_what_cannot_be_used_is_said_on_the_page_and_refused_in_the_file(reader, name):
    bad = "%00"
    page = reader.get(f"/?{name}={bad}", follow=True)
    assert page.status_code == 200
    assert "characters that are not text" in page.content.decode() or name == "page"
    if name == "page":
        assert "There is no filter called “page”" in page.content.decode()
    file = reader.get(f"/events.csv?{name}={bad}")
    assert file.status_code == 400
    assert name in file.content.decode()


def test_many_values_of_everything_at_once_are_answered(reader):
    pairs = [(name, "russia") for name in PARAMETERS for _ in range(15)]
    assert reader.get(f"/?{urlencode(pairs)}").status_code in FINE
    assert reader.get(f"/events.csv?{urlencode(pairs)}").status_code == 400


def test_a_hundred_and_eighty_participants_together_are_cut_to_ten(reader):
    pairs = [("mode", "all")] + [("who", f"p{n}") for n in range(180)]
    selection = Selection.from_query(urlencode(pairs))
    assert any("At most 10" in problem.title for problem in selection.problems)


@pytest.mark.parametrize(
    "path",
    ["/participants/", "/places/", "/sources/", "/processes/", "/about/", "/display/"],
)
def test_no_search_breaks_an_index(reader, path):
    for value in HOSTILE:
        answer = reader.get(f"{path}?q={value}")
        assert answer.status_code in {200, 302, 400}, (path, value)


@pytest.mark.parametrize(
    "path",
    [
        "/e/99999999999999999999999/",
        "/e/99999999999999999999999",
        "/e/0",
        "/events/99999999999999999999999-x/",
        "/e/1/v99999999999999999999999",
        "/e/1/v1-v99999999999999999999999",
        "/e/1/v0-v1",
        "/e/1/v999999999999999999-v1",
        "/e/999999999999999999/history",
        "/changes.exe",
        "/participants/%00/",
        "/participants/%F0%9F%8E%89/",
        "/places/..%2f..%2f/",
        "/sources/<script>/",
        "/events/0000/",
        "/events/10000/13/45/",
        "/events/2025/02/30/",
        "/events/9999/12/31/",
        "/events/0001/",
        "/events.exe",
        "/events.csv/",
    ],
)
def test_no_address_breaks_the_site(reader, path):
    assert reader.get(path).status_code in {200, 301, 302, 400, 404}
