"""The English that can be typed for a date, from loose words down to shapes.

A text is first put into few fixed words (``_SAME``), then read from the outside in:
certainty, alternatives, open ends, ranges, and last the single dates (``operands``).
"""

import re
from collections.abc import Sequence
from contextlib import suppress

from timeline.dates.errors import DateError, gettext_noop
from timeline.dates.languages import ENGLISH
from timeline.dates.operands import (
    Operand,
    read_operand,
    share_context,
    spelled_out_years,
)
from timeline.dates.parts import ABOUT, DOUBTED, Part, part_after, part_before
from timeline.dates.phrases import Phrasing
from timeline.dates.shapes import (
    Gap,
    Lasting,
    Point,
    Shape,
    Span,
    lasting,
    one_of,
    with_mark,
)

# "Before the end of May" is not "before late May": only where a date begins.
_AT_FRONT = r"(?:^|(?<=\bby ))(?:at |in )?(?:the )?"

# Other ways to say it -> the one word that the grammar knows. Order matters.
_SAME = tuple(
    (re.compile(pattern), word)
    for pattern, word in (
        (r"[,;]? ?\(?\b(?:not certain|uncertain|unconfirmed)\b\)?$", " ?"),
        (r"\b(?:perhaps|possibly|probably|maybe|reportedly)\b", " perhaps "),
        (r",? ?\bend (?:not known|unknown)\b", " endless"),
        (r",? ?\bstart (?:not known|unknown)\b", " startless"),
        (r"\bdecade from (\d{3})0\b", r"\1x"),
        (r"\bdecade from (\d\d)0\b", r"0\1x"),
        (
            r"(?: ?(?:-|–|\bto|\buntil|\btill)? ?\b(?:present|now|today|ongoing)"
            r"| onwards?| and continuing)$",
            " onwards",
        ),
        (r"\bstill going on since\b", "since"),
        (r"\b(?:on or before|(?:no|not) later than)\b", "by"),
        (r"\b(?:on or after|(?:no|not) earlier than|not before)\b", "notbefore"),
        (r"\b(?:prior to|earlier than)\b", "before"),
        (r"\blater than\b", "after"),
        (r"\b(?:up to|till|through|thru)\b", "until"),
        (r"\b(?:on or )?(?:about|around)\b|\bapproximately\b|\broughly\b", " about "),
        (r"\b(?:circa|approx|ca|c)\b\.?|^~", " about "),
        (r"\b(?:some time|sometime|some day|one day)\b", " "),
        (rf"{_AT_FRONT}(?:beginning|start) of\b|\bearly-", "early "),
        (rf"{_AT_FRONT}middle of\b|\bmid-", "mid "),
        (rf"{_AT_FRONT}end of\b|\blate-", "late "),
        (r"\b(?:first|1st) half(?: of)?\b|\bh1\b", "half1 "),
        (r"\b(?:second|2nd) half(?: of)?\b|\bh2\b", "half2 "),
        (r"\b(?:first|1st) quarter(?: of)?\b|\bq1\b", "quarter1 "),
        (r"\b(?:second|2nd) quarter(?: of)?\b|\bq2\b", "quarter2 "),
        (r"\b(?:third|3rd) quarter(?: of)?\b|\bq3\b", "quarter3 "),
        (r"\b(?:fourth|4th|last) quarter(?: of)?\b|\bq4\b", "quarter4 "),
    )
)
_WINTER = re.compile(r"\bwinter (?:of )?(\d{3,4}) ?[-–/] ?(?:\d\d)?(\d\d)\b")
_ALTERNATIVE_COMMA = re.compile(r",(?= ?\d{1,2}(?!\d))")

_TOKEN = re.compile(
    r"[\dx]{4}-\d\d-\d\d(?!\d)|\d{4}-\d\d(?!\d)|\d{1,2}([./])\d{1,2}\1\d{2,4}"
    r"|\d{1,3}xx?|\d+s\b|\d+(?:st|nd|rd|th)\b|\d+"
    r"|(?:half|quarter)\d|[^\W\d_]+|[-–?~]|\S"
)
_SILENT = {".", ",", "(", ")", "'"}
_TO = {"-", "–", "to", "until"}
_ENDS = {"since", "from", "until", "by", "before", "after", "notbefore", "between"}

Words = list[str]


def read_words(text: str) -> Shape:
    """Typed English, lower case and without a clock, as a shape.

    Raises DateError.
    """
    for pattern, word in _SAME:
        text = pattern.sub(word, text)
    text = _WINTER.sub(_winter, text)
    if re.search(r"\bor\b", text):
        text = _ALTERNATIVE_COMMA.sub(" or ", text)
    words = [match[0] for match in _TOKEN.finditer(text)]
    return _read_marks([word for word in words if word not in _SILENT])


def _winter(match: re.Match[str]) -> str:
    year = int(match[1])
    return f"{year:04}-24" if (year + 1) % 100 == int(match[2]) else match[0]


def _read_marks(words: Words) -> Shape:
    """Marks at the end hold for every date before them."""
    if words and words[-1] in ("?", "~"):
        return with_mark(_read_marks(words[:-1]), words[-1])
    return _read_alternatives(words)


def _read_alternatives(words: Words) -> Shape:
    if "or" not in words:
        return _read_one(words)
    groups = split(words, {"or"})
    return one_of(_spans_of(groups))


def split(words: Words, separators: set[str]) -> list[Words]:
    """The words between separators, empty groups included."""
    groups: list[Words] = [[]]
    for word in words:
        if word in separators:
            groups.append([])
        else:
            groups[-1].append(word)
    return groups


def _spans_of(groups: list[Words]) -> list[Span]:
    """Alternatives; "15 or 16 May 2025" shares its month and year."""
    if any(_ENDS.intersection(group) for group in groups):
        return [_read_span(group) for group in groups]
    if any(_TO.intersection(group) for group in groups):
        raise _one_that_lasted()
    return [Span(*operand.span()) for operand in share_context(_operands(groups))]


def _operands(groups: Sequence[Words]) -> list[Operand]:
    return [read_operand(group) for group in groups]


def _read_span(words: Words) -> Span:
    """One alternative, which has to be a single day that is not known better."""
    shape = _read_one(words)
    if isinstance(shape, Lasting):
        raise _one_that_lasted()
    if isinstance(shape, Point):
        return Span(shape.part, shape.part)
    return shape.spans[0]


def _one_that_lasted() -> DateError:
    template = gettext_noop(
        "An event that lasted cannot be one of several dates. Write “between” for a "
        "day that is not known."
    )
    return DateError(template)


def _read_one(words: Words) -> Shape:
    """A date without alternatives."""
    if not words:
        raise DateError(
            gettext_noop("There is no date here. Write one such as 15 May 2025.")
        )
    first, rest = words[0], words[1:]
    if words[-1] == "onwards":
        return lasting(_point([w for w in words[:-1] if w != "from"]), Gap.OPEN)
    if first == "between":
        return _read_between(rest)
    if first in ("by", "before", "after", "notbefore"):
        return _read_limit(first, rest)
    if first in ("since", "from", "until"):
        return _read_open_end(first, rest)
    return _read_range(words)


def _read_between(words: Words) -> Shape:
    groups = split(words, {"and"} if "and" in words else _TO)
    if len(groups) != 2:
        template = gettext_noop(
            "“Between” takes two dates: between 16 and 22 May 2025."
        )
        raise DateError(template)
    first, last = share_context(_operands(groups))
    return one_of([Span(first.span()[0], last.span()[1])])


def _read_limit(word: str, words: Words) -> Shape:
    operand = read_operand(words)
    if word == "by":
        return one_of([Span(None, operand.span()[1])])
    if word == "notbefore":
        return one_of([Span(operand.span()[0], None)])
    if word == "before":
        return one_of([Span(None, part_before(operand.point()))])
    return one_of([Span(part_after(operand.point()), None)])


def _read_open_end(word: str, words: Words) -> Shape:
    if word == "from" and _TO.intersection(words):
        return _read_range(words, whole=False)
    if words[-1:] == ["endless"]:
        return lasting(_point(words[:-1]), Gap.UNKNOWN)
    if words[-1:] == ["startless"]:
        return lasting(Gap.UNKNOWN, _point(words[:-1]))
    if word == "until":
        return lasting(Gap.OPEN, _point(words))
    return lasting(_point(words), Gap.OPEN)


def _point(words: Words) -> Part:
    return read_operand(words).point()


def _read_range(words: Words, *, whole: bool = True) -> Shape:
    """A range or a single date. A first "about" holds for the whole of it."""
    if whole and words[0] in ("about", "perhaps"):
        mark = ABOUT if words[0] == "about" else DOUBTED
        return with_mark(_read_one(words[1:]), mark)
    if "and" in words:
        raise _two_days(words)
    groups = split(words, _TO)
    if len(groups) == 1:
        return one_of([Span(*read_operand(words).span())])
    if len(groups) != 2:
        raise DateError(
            gettext_noop("A range has two ends. Write it as 14–15 May 2025.")
        )
    first, last = _operands(groups)
    start, end = share_context([first, spelled_out_years(first, last)])
    return lasting(start.point(), end.point())


def _two_days(words: Words) -> DateError:
    """“15 and 16 May” may be one event or two."""
    template = gettext_noop(
        "One event that lasted, or two events? Write a range, or enter each event."
    )
    texts = []
    for joint in ("–", "or"):
        with suppress(DateError):
            shape = _read_marks([joint if word == "and" else word for word in words])
            texts.append(Phrasing(ENGLISH).of(shape))
    return DateError(template, texts)
