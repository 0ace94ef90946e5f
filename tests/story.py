"""The desk and the reader of the story of Istanbul: what is entered, what is told."""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from tests import cast
from tests.reading import text_of
from tests.replaying import rows_of
from tests.test_as_of import file, last_moment
from tests.test_conflicts import Desk
from tests.test_page_and_file import filed
from tests.test_review import decide
from timeline.forms.submission import form_data
from timeline.models.events import Event

ADD = "/admin/timeline/event/add/"
WHOLE, FEED = "/events.csv?", "/changes.csv?"
THE_15TH = "from=2025-05-15&to=2025-05-15"
ON_THE_15TH = f"/events.csv?{THE_15TH}"
MAY = "/timeline/?from=2025-05-01&to=2025-05-31"
_MARK = re.compile(
    r'<a class="m fam-\w+ st-([\w-]+)"[^>]* data-e="(\d+)"[^>]* aria-label="([^"]+)"'
)
_ROW = re.compile(r'<li class="ev[^"]*" id="e(\d+)".*?</li>', re.S)

# The desk: Wanda writes, Rosa reviews


def enter(title: str, *, rows: dict[str, list[dict[str, str]]], **boxes: str) -> Event:
    """A new event in Istanbul: sent for review, and approved."""
    rows = {"tracks": [{"track": "Istanbul talks", "round": "1"}]} | rows
    data = form_data({"title": title, "place": "Istanbul"} | boxes, **rows).dict()
    answer = cast.client_of(cast.writer()).post(ADD, data | {"_send": "1"})
    assert answer.status_code == 302, problems(answer)
    event = Event.objects.get(title=title)
    approve(event)
    return event


def edit(
    *rows: tuple[str, int, dict[str, str]],
    reason: str,
    correction: str = "",
    press: tuple[str, str] | None = None,
    moved: dict[str, str] | None = None,
    **boxes: str,
) -> None:
    """Open the form of the talks, fill rows, press a button, type, send; approved.

    ``moved``: what is typed about the plan that the button made of the date.
    """
    event = Event.objects.get(number=1)
    desk = Desk(cast.writer().username, event)
    for section, place, typed in rows:
        desk.row(section, place, **typed)
    if press:
        assert desk.press(*press).status_code == 200
    plan = {f"planned_dates-0-{name}": text for name, text in (moved or {}).items()}
    answer = desk.press("_send", **plan, **boxes)
    assert answer.status_code == 302, problems(answer)
    approve(event, reason=reason, correction=correction)


def approve(event: Event, **said: str) -> None:
    answer = decide(cast.client_of(cast.reviewer()), event, "_approve", **said)
    assert answer.status_code == 302, text_of(answer.content.decode())


def problems(answer: Any) -> list[str]:
    return [fault.sentence for fault in answer.context["submission"].errors]


def source(outlet: str, slug: str, published: str, **more: str) -> dict[str, str]:
    url = f"https://{outlet.casefold()}.example/{slug}"
    return {"outlet": outlet, "url": url, "published": published} | more


# The reader: looks after every step, and keeps what there was to see


class Change(NamedTuple):
    """A line of the change feed: as its file has it, and the words of its page."""

    id: str
    change: str
    fields: str = ""
    words: str = ""
    reason: str = ""
    correction: str = ""


class Step(NamedTuple):
    """What readers are to be told after a step of the story."""

    changes: tuple[Change, ...]
    says: dict[int, list[str]]  # by event: words of its page
    hides: dict[int, list[str]]  # and what it must not say yet, or not any more
    row: dict[str, str]  # of the talks, in the file of the whole record
    certain: list[int]  # events of 15 May
    marks: dict[int, str]  # how each event of May is drawn
    spoken: str  # the name of one of the marks; TITLE stands for any
    might: Sequence[int] = ()


class Kept(NamedTuple):
    """What there was to see at a moment: files by address, pages by event."""

    moment: str
    told: Step
    files: dict[str, bytes]
    pages: dict[int, str]


class Reader:
    """Who looks at everything after every step, and at all that was kept before."""

    def __init__(self) -> None:
        self.client = cast.reader_client()
        self.kept: list[Kept] = []
        self.gone: dict[int, str] = {}  # withdrawn events, with the reason

    def is_told(self, *changes: Change, **step: Any) -> None:
        """All of this now, and of every moment before what it told then."""
        told = Step(changes, **{"hides": {}} | step)
        self.sees_the_changes(told.changes)
        self.sees_the_15th(told)
        self.sees_the_pages(told)
        self.sees_the_timeline(told)
        files = {name: file(self.client, name) for name in (WHOLE, ON_THE_15TH, FEED)}
        rows = {row["event_id"]: row for row in rows_of(files[WHOLE])}
        assert rows["1"] | told.row == rows["1"]
        self.keep(told, files)
        for then in self.kept:
            self.sees_again(then)

    def is_told_nothing_new(self) -> None:
        assert file(self.client, FEED) == self.kept[-1].files[FEED]

    def keep(self, told: Step, files: dict[str, bytes]) -> None:
        """Its pages as of now say what they say now."""
        moment = last_moment()
        pages = {n: self.event(n, f"as_of={moment}") for n in {1, *told.says}}
        self.kept.append(Kept(moment, told, files, pages))
        for number, said in pages.items():
            check_words(told, number, said)

    def sees_again(self, then: Kept) -> None:
        """The whole file and the page of the talks, to the letter."""
        as_of = f"as_of={then.moment}"
        assert file(self.client, f"{WHOLE}&{as_of}") == then.files[WHOLE]
        assert self.event(1, as_of) == then.pages[1]

    def looks_back(self) -> None:
        """At every moment's other files and pages, and its timeline.

        Nobody sees the page of what was withdrawn, of no moment.
        """
        for then in self.kept:
            as_of = f"as_of={then.moment}"
            for name, data in then.files.items():
                assert file(self.client, f"{name}&{as_of}") == data
            self.sees_the_timeline(then.told, as_of)
            for number, said in then.pages.items():
                if number in self.gone:
                    answer = self.client.get(f"/e/{number}?{as_of}")
                    assert answer.status_code == 410
                    assert self.gone[number] in answer.content.decode()
                else:
                    assert self.event(number, as_of) == said

    def sees_the_changes(self, changes: tuple[Change, ...]) -> None:
        """The page and the file have these, and no others, since the last look."""
        since = f"since={self.kept[-1].moment}" if self.kept else ""
        rows = rows_of(file(self.client, f"{FEED}{since}"))
        names = ("change_id", "change", "changed_fields", "reason", "correction")
        assert [tuple(row[name] for name in names) for row in rows] == [
            (c.id, c.change, c.fields, c.reason, c.correction) for c in changes
        ]
        html = self.page(f"/changes/?{since}")
        assert html.count('<li id="c') == len(changes)
        for change in changes:
            item = html.partition(f'<li id="c{change.id}">')[2].partition("</li>")[0]
            said = text_of(item)
            assert said.startswith(change.change.capitalize())
            for words in (change.words, change.reason, change.correction):
                assert words in said, said

    def sees_the_15th(self, told: Step) -> None:
        """The list of that day, its count and its file agree."""
        html = self.page(f"/?{THE_15TH}")
        listed = {row[1]: row[0] for row in _ROW.finditer(html)}
        count = len(told.certain) + len(told.might)
        words = f"{count} event{'s'[: count - 1]} dated 15 May 2025"
        assert words in text_of(html)
        rows, announced = filed(self.client, THE_15TH)
        assert announced == count
        assert [row["event_id"] for row in rows] == list(listed)
        certain = dict.fromkeys(map(str, told.certain), "certain")
        might = dict.fromkeys(map(str, told.might), "might")
        assert {row["event_id"]: row["date_match"] for row in rows} == certain | might
        marked = [n for n, row in listed.items() if "Might fall outside" in row]
        assert marked == list(might)
        assert filed(self.client, f"{THE_15TH}&maybe=0")[1] == len(certain)

    def sees_the_pages(self, told: Step) -> None:
        for number in told.says:
            check_words(told, number, self.event(number))

    def sees_the_timeline(self, told: Step, when: str = "") -> None:
        marks = _MARK.findall(self.page(f"{MAY}&{when}"))
        assert {int(number): style for style, number, _ in marks} == told.marks
        pattern = re.escape(told.spoken).replace("TITLE", ".+")
        assert any(re.fullmatch(pattern, name) for _, _, name in marks), marks

    def event(self, number: int, when: str = "") -> str:
        """What the page of an event says, without the site's head and foot."""
        return text_of(self.page(f"/e/{number}?{when}").partition("<main")[2])

    def page(self, address: str) -> str:
        answer = self.client.get(address, follow=True)
        assert answer.status_code == 200, address
        return answer.content.decode()


def check_words(told: Step, number: int, said: str) -> None:
    """The page of an event says this, and nothing of what it is to hide."""
    says, hides = told.says.get(number, []), told.hides.get(number, [])
    assert [words for words in says if words not in said] == [], said
    assert [words for words in hides if words in said] == [], said
