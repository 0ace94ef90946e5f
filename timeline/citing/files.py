"""Citations for reference managers: BibTeX and RIS, both UTF-8."""

from collections.abc import Iterable

from timeline.citing.cited import Cited
from timeline.citing.plain import one_line, plain_address

# The macros every BibTeX style knows.
_MONTHS = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)
# BibTeX counts braces even behind a backslash, so a lone one has to be named.
_NAMED = str.maketrans(
    {
        "\\": r"{\textbackslash}",
        "{": r"{\textbraceleft}",
        "}": r"{\textbraceright}",
        "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}",
        **{character: f"\\{character}" for character in "#$%&_"},
    }
)
_RIS_TYPES = {"event": "ELEC", "view": "DATA"}


def bibtex(cited: Cited) -> str:
    """One ``@misc`` entry. The title is in double braces: its capitals stay."""
    published = cited.published
    fields = {
        "author": f"{{{_escaped(cited.site)}}}",
        "title": f"{{{_escaped(cited.title)}}}",
        "year": str(published.year),
        "month": _MONTHS[published.month - 1],
        "version": str(cited.version or ""),
        "note": _escaped(note(cited)),
        "url": plain_address(cited.address),
    }
    if cited.accessed:
        fields["urldate"] = cited.accessed.isoformat()
    given = {name: text for name, text in fields.items() if text}
    lines = [f"  {name} = {_value(name, text)},\n" for name, text in given.items()]
    return f"@misc{{{cited.key},\n{''.join(lines)}}}\n"


def ris(cited: Cited) -> str:
    """One reference, its lines ended by CR LF. A value never holds a break."""
    published = f"{cited.published:%Y/%m/%d}/"
    tags = [
        ("TY", _RIS_TYPES[cited.kind]),
        ("AU", cited.site),
        ("TI", cited.title),
        ("T2", cited.site),
        ("PY", str(cited.published.year)),
        ("DA", published),
        ("ET", cited.edition),
        ("N1", note(cited)),
        ("UR", plain_address(cited.address)),
    ]
    if cited.accessed:
        tags.append(("Y2", f"{cited.accessed:%Y/%m/%d}/"))
    return _lines([*[(tag, text) for tag, text in tags if text], ("ER", "")])


def note(cited: Cited) -> str:
    """``Event dated 16 May 2025 (EDTF 2025-05-16); record e/12, version 3``."""
    said = [", ".join(filter(None, [cited.record, cited.edition]))]
    if cited.date_words:
        said.insert(0, f"Event dated {cited.date_words} (EDTF {cited.edtf})")
    return "; ".join(said)


def _value(name: str, text: str) -> str:
    return text if name == "month" else f"{{{text}}}"


def _escaped(text: str) -> str:
    return one_line(text).translate(_NAMED)


def _lines(tags: Iterable[tuple[str, str]]) -> str:
    return "".join(f"{tag}  - {one_line(text)}\r\n" for tag, text in tags)
