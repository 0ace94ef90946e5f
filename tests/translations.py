"""The words of readers' pages in five languages: collect, compile, read.

    python -m tests.translations update    new words into timeline/locale/*/…/django.po
    python -m tests.translations compile   django.po -> django.mo
    python -m tests.translations missing   what is still to be translated

Needs GNU gettext (xgettext, msgmerge, msgattrib, msgfmt). The words of editors
(admin, forms, models) stay English and are not collected.
"""

import contextlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import django
from django.core.management import call_command
from django.test import override_settings

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "timeline" / "locale"
EDITORS = {"admin", "forms", "demo", "gazetteer", "migrations", "management"}
# As Django does for Turkish and Arabic; the three forms of CLDR that Ukrainian and
# Russian need for whole numbers.
_SLAVIC = (
    "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : "
    "n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);"
)
PLURALS = {
    "uk": _SLAVIC,
    "ru": _SLAVIC,
    "tr": "nplurals=2; plural=(n != 1);",
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : "
    "n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
}
HEADER = """msgid ""
msgstr ""
"Project-Id-Version: diplomatic-timeline\\n"
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"
"""
_PIECE = re.compile(r'(msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?) (".*")')
_HELD = re.compile(r"%\((\w+)\)[sd]")


class Message(NamedTuple):
    """One entry of a catalog."""

    context: str
    text: str
    plural: str  # empty without plural forms
    said: tuple[str, ...]  # the translation, a form for each plural
    fuzzy: bool

    @property
    def key(self) -> tuple[str, str]:
        return self.context, self.text

    @property
    def missing(self) -> bool:
        return not self.said or not all(self.said)


def catalog(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def placeholders(text: str) -> set[str]:
    return set(_HELD.findall(text))


def read_po(path: Path) -> list[Message]:
    """The entries of a catalog in use, without its header."""
    blocks = path.read_text(encoding="utf-8").split("\n\n")
    messages = [_message(block) for block in blocks if "msgid" in block]
    return [m for m in messages if m and m.text]


def _message(block: str) -> Message | None:
    parts: dict[str, str] = {}
    last, fuzzy = "", False
    for line in block.splitlines():
        if line.startswith("#~"):
            return None
        fuzzy = fuzzy or (line.startswith("#,") and "fuzzy" in line)
        found = _PIECE.fullmatch(line)
        if found:
            last = found[1]
            parts[last] = _unquoted(found[2])
        elif line.startswith('"'):
            parts[last] += _unquoted(line)
    said = tuple(parts[name] for name in sorted(parts) if name.startswith("msgstr"))
    plural = parts.get("msgid_plural", "")
    return Message(
        parts.get("msgctxt", ""), parts.get("msgid", ""), plural, said, fuzzy
    )


def _unquoted(text: str) -> str:
    named = {"n": "\n", "t": "\t", '"': '"', "\\": "\\"}
    return re.sub(r'\\([nt"\\])', lambda found: named[found[1]], text[1:-1])


def extract(into: Path) -> Path:
    """All words that pages may say, as a catalog without translations."""
    for name in ("timeline", "templates"):
        shutil.copytree(ROOT / name, into / name, ignore=_left_out)
    locale = into / "timeline" / "locale"
    locale.mkdir()
    with contextlib.chdir(into), override_settings(LOCALE_PATHS=[str(locale)]):
        call_command(
            "makemessages",
            locale=["uk"],
            keep_pot=True,
            no_location=True,
            no_wrap=True,
            verbosity=0,
        )
    return locale / "django.pot"


def _left_out(folder: str, names: list[str]) -> set[str]:
    known = {"locale", "static", "__pycache__"} | EDITORS
    return {name for name in names if name in known or name.endswith((".csv", ".txt"))}


@contextlib.contextmanager
def extracted() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="words-") as scratch:
        yield extract(Path(scratch))


def update() -> None:
    """Bring the catalogs up to date: new words empty, unused ones gone."""
    with extracted() as words:
        for language in PLURALS:
            _update(language, words)


def _update(language: str, words: Path) -> None:
    path = catalog(language)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(header(language), encoding="utf-8")
    flat = ["--no-wrap", "--no-location", "--sort-output"]
    merged = _run(
        "msgmerge", "--quiet", "--no-fuzzy-matching", *flat, str(path), str(words)
    )
    kept = _run("msgattrib", "--no-obsolete", *flat, "-", text=merged)
    _first, _blank, entries = kept.partition("\n\n")
    path.write_text(f"{header(language)}\n{entries}", encoding="utf-8")


def header(language: str) -> str:
    """The same for every update: no dates, no names."""
    return HEADER.format(language=language, plurals=PLURALS[language])


def compile_all() -> None:
    for language in PLURALS:
        path = catalog(language)
        _run("msgfmt", "-o", str(path.with_suffix(".mo")), str(path))


def _run(*command: str, text: str = "") -> str:
    done = subprocess.run(  # noqa: S603 - our own words to gettext
        command, input=text, capture_output=True, check=False, text=True
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stderr}")
    return done.stdout


def missing() -> None:
    for language in PLURALS:
        for message in read_po(catalog(language)):
            if message.missing or message.fuzzy:
                print(f"{language}: {message.text!r}")  # noqa: T201 - it is asked


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    {"update": update, "compile": compile_all, "missing": missing}[sys.argv[1]]()
