"""Names in a file -> the things meant, or the question an editor must answer.

Nothing is created silently: a name that is not one known thing is asked about once,
whatever number of rows use it, and every row that uses it waits for the answer. Names
that look the same (``Erdogan``, ``Erdoğan``) are one question.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError

from timeline.forms.book import NameBook
from timeline.forms.event import LARGER_NEEDED
from timeline.forms.naming import MANY, Shelf, SpelledShelf
from timeline.models.imports import ImportedName
from timeline.models.locations import Location
from timeline.models.participants import Participant
from timeline.models.sources import Outlet
from timeline.models.tracks import Track
from timeline.names import clean, fold, skeleton

Answer = ImportedName.Answer
PARTICIPANTS, PLACES = ImportedName.Shelf.PARTICIPANTS, ImportedName.Shelf.PLACES
OUTLETS, TRACKS = ImportedName.Shelf.OUTLETS, ImportedName.Shelf.TRACKS
LINES_KEPT = 5  # of the lines that use a name
KINDS: dict[str, list[tuple[str, Any]]] = {
    PARTICIPANTS: list(Participant.Kind.choices),
    PLACES: list(Location.Kind.choices),
    OUTLETS: list(Outlet.Kind.choices),
    TRACKS: [("new", "Process")],
}


class Verdict(NamedTuple):
    """What the rows that use a name come to: ``known``, ``waiting`` or ``refused``."""

    state: str
    sentence: str = ""
    key: str = ""  # of the question the rows wait for


KNOWN = Verdict("known")


class _Waits(Exception):  # noqa: N818 - a question, not an error
    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.sentence)
        self.verdict = verdict


@dataclass(slots=True)
class Asked:
    """A name that is not one known thing, and the rows that use it."""

    shelf: str
    key: str
    text: str
    within: str
    several: bool  # it is the name of more than one
    kind: str = ""  # what the file says it is
    rows: int = 0
    lines: list[int] = field(default_factory=list)


class Names:
    """The names of one file. Its ``book`` is shared by the submissions of all rows."""

    def __init__(self, answers: Iterable[ImportedName]) -> None:
        self.book = NameBook()
        self.asked: dict[tuple[str, str], Asked] = {}
        self._answers = {(a.shelf, a.key): a for a in answers}
        self._verdicts: dict[tuple[str, str, str], Verdict] = {}
        self._known_so_far: dict[tuple[str, str, str], bool] = {}
        self._countries: dict[str, Location] = {}
        self._made: dict[tuple[str, str], Any] = {}

    def shelf(self, name: str) -> Shelf:
        shelf: Shelf = getattr(self.book, name)
        return shelf

    def verdict(
        self, shelf: str, text: str, *, line: int, within: str = "", kind: str = ""
    ) -> Verdict:
        """What a name comes to; afterwards the book knows it, if as a stand-in.

        ``within`` and ``kind`` are what the file says of a place: its country, and
        one of our codes. A place whose country is not known waits for that.
        """
        at = (shelf, text, within)
        if at not in self._verdicts:
            self._verdicts[at] = self._judge(shelf, text, within, kind)
        found = self._verdicts[at]
        if found.key:
            self._count(shelf, found.key, line)
        return found

    def is_known(self, shelf: str, text: str) -> bool:
        """True for the name of one known thing, or one that will be made."""
        at = (shelf, text, "")
        if at in self._verdicts:
            return self._verdicts[at] is KNOWN
        if not text:
            return False
        answer = self._answers.get((shelf, key_of(text)))
        if answer and answer.answer in {Answer.CREATE, Answer.USE}:
            return True
        if at not in self._known_so_far:
            self._known_so_far[at] = len(self.shelf(shelf).matches(text)) == 1
        return self._known_so_far[at]

    def _count(self, shelf: str, key: str, line: int) -> None:
        asked = self.asked.get((shelf, key))
        if asked and line not in asked.lines[-1:]:
            asked.rows += 1
            if len(asked.lines) < LINES_KEPT:
                asked.lines.append(line)

    def _judge(self, shelf: str, text: str, within: str, kind: str) -> Verdict:
        written = place_text(text, within) if shelf == PLACES else text
        try:
            self.shelf(shelf).know(written, self._meant(shelf, text, within, kind))
            return KNOWN
        except _Waits as wait:
            verdict = wait.verdict
        except ValidationError as error:
            verdict = Verdict("refused", " ".join(error.messages))
        self.shelf(shelf).know(written, _stand_in(shelf, text))
        return verdict

    def _meant(self, shelf: str, text: str, within: str, kind: str) -> Any:
        """The one thing meant. Raises _Waits and ValidationError."""
        answer = self._answers.get((shelf, key_of(text, within)))
        if answer and answer.answer in {Answer.CREATE, Answer.USE}:
            return self._as_answered(answer)
        found = self._matches(shelf, text, within, kind)
        if len(found) == 1:
            return found[0]
        key = key_of(text, within)
        asked = Asked(shelf, key, text[:200], within[:200], len(found) > 1, kind)
        self.asked.setdefault((shelf, key), asked)
        written = place_text(text, within) if shelf == PLACES else text
        noun = self.shelf(shelf).noun
        raise _Waits(_verdict(answer, noun, written, len(found))._replace(key=key))

    def _matches(self, shelf: str, text: str, within: str, kind: str) -> list[Any]:
        """Those that a name can mean; of a place with its country, those in it."""
        if shelf != PLACES or not within:
            return self.shelf(shelf).matches(text)
        if fold(within) != fold(text):
            return self._inside(text, self._larger(within), kind)
        found = self.book.places.matches(text)
        for wanted in (kind, Location.Kind.COUNTRY):
            if same := [one for one in found if one.kind == wanted]:
                return same
        return found

    def _inside(self, text: str, larger: Location, kind: str) -> list[Location]:
        """The places of that name in a larger one; of that kind, when there are."""
        rows: Any = self.book.places.rows()
        named = rows.spelled(text)[:MANY] if larger.pk else ()
        inside = [one for one in named if larger.pk in {p.pk for p in one.ancestors()}]
        return [one for one in inside if one.kind == kind] or inside

    def _larger(self, text: str) -> Location:
        """The country a place lies in. Raises _Waits and ValidationError."""
        if text not in self._countries:
            country = Location.Kind.COUNTRY
            self._countries[text] = self._meant(PLACES, text, text, country)
            self.book.places.know(text, self._countries[text])
        return self._countries[text]

    def _as_answered(self, answer: ImportedName) -> Any:
        """The thing an editor said a name means. Raises ValidationError."""
        shelf = self.shelf(answer.shelf)
        if answer.answer == Answer.USE:
            return shelf.find(answer.use)
        key = (answer.shelf, answer.key)
        if key not in self._made:
            self._made[key] = self._there_already(answer) or self._new(answer)
        return self._made[key]

    def _there_already(self, answer: ImportedName) -> Any:
        """One that somebody made since the editor agreed to make it."""
        shelf = self.shelf(answer.shelf)
        larger = self._parent(answer)
        if larger is not None:
            found = self._inside(answer.text, larger, answer.kind)
        else:
            found = shelf.matches(answer.text)
        same = [one for one in found if shelf.kind_of(one) == answer.kind]
        return same[0] if len(same) == 1 else None

    def _parent(self, answer: ImportedName) -> Location | None:
        """Where a new place is to lie."""
        text = answer.lies_in or answer.within
        alone = answer.shelf != PLACES or fold(text) == fold(answer.text)
        return None if alone or not text else self._larger(text)

    def _new(self, answer: ImportedName) -> Any:
        shelf = self.shelf(answer.shelf)
        if answer.shelf != PLACES:
            return shelf.create(answer.text, answer.kind)
        larger = self._parent(answer)
        if larger is None and answer.kind in LARGER_NEEDED:
            raise ValidationError(f"Say where “{answer.text}” lies, as its country.")
        made = Location(kind=answer.kind, parent=larger)
        made.name_it(answer.text)
        return shelf.take_in(made)

    def save_new(self) -> dict[str, list[Any]]:
        """Store what editors agreed to make; the keys by shelf. In a transaction.

        Names that only refused rows use are made too: see ``unused.remove_unused``.
        """
        for answer in self._answers.values():
            if answer.answer in {Answer.CREATE, Answer.USE}:
                self._judge_quietly(answer)
        new = {name: list(self.shelf(name).new) for name in ImportedName.Shelf.values}
        for name, made in new.items():
            self.shelf(name).wanted.extend(made)
        self.book.save_new()
        keys = {name: [one.pk for one in made] for name, made in new.items()}
        return {**keys, "spellings": list(self._keep_spellings())}

    def _judge_quietly(self, answer: ImportedName) -> None:
        self.verdict(answer.shelf, answer.text, within=answer.within, line=0)

    def _keep_spellings(self) -> Iterator[list[Any]]:
        """Remember the file's spelling of those that editors ticked."""
        for answer in self._answers.values():
            shelf = self.shelf(answer.shelf)
            kept = answer.answer == Answer.USE and answer.keep_spelling
            if kept and isinstance(shelf, SpelledShelf):
                one = shelf.find(answer.use)
                if one.names.filter(folded=fold(answer.text)).exists():
                    continue
                row = shelf.spellings(**{shelf.owner: one})
                row.spell(answer.text)
                row.save()
                yield [answer.shelf, row.pk]


def key_of(text: str, within: str = "") -> str:
    """The same for names that look the same in the same country."""
    looks = skeleton(clean(text)) or clean(text).casefold()
    inside = skeleton(clean(within))
    return f"{looks}|{inside}"[:500] if inside and inside != looks else looks[:500]


def place_text(place: str, within: str) -> str:
    """``Paris, France``; the place alone when no country is known or it is one."""
    apart = fold(within) and fold(within) != fold(place)
    return f"{place}, {within}" if apart else place


def _verdict(
    answer: ImportedName | None, noun: str, text: str, matching: int
) -> Verdict:
    if answer and answer.answer == Answer.REFUSE:
        return Verdict("refused", f"You chose to refuse rows with “{text[:80]}”.")
    if matching > 1:
        sentence = f"“{text[:80]}” is the name of {matching} {noun}s. Say which."
    else:
        sentence = (
            f"No {noun} is called “{text[:80]}”. Say whether to create it or which one "
            "is meant."
        )
    return Verdict("waiting", sentence)


def _stand_in(shelf: str, text: str) -> Any:
    """Something for a row to hold while its other cells are checked. Never saved."""
    if shelf == PARTICIPANTS:
        return Participant(kind=Participant.Kind.OTHER, name=text)
    if shelf == PLACES:
        return Location(kind=Location.Kind.REGION, name=text, parent=Location())
    return Outlet(name=text) if shelf == OUTLETS else Track(name=text)


def agree_to_all(names: Iterable[ImportedName], kind: str, *, lies_in: str = "") -> int:
    """Agree to create every undecided one; returns how many.

    Each as the kind the file says it is, else as ``kind``.

    A name that several have is left to be decided alone, and so is a place that needs
    a larger one when neither the file nor ``lies_in`` says which.
    """
    agreed = []
    for name in names:
        inside = name.within if fold(name.within) != fold(name.text) else ""
        larger = inside or lies_in
        kept = name.kind or kind
        needs = name.shelf == PLACES and kept in LARGER_NEEDED and not larger
        if name.answer == Answer.NONE and not name.several and not needs:
            name.answer, name.kind = Answer.CREATE, name.kind or kind
            name.lies_in = name.lies_in or lies_in
            agreed.append(name)
    ImportedName.objects.bulk_update(
        agreed, ["answer", "kind", "lies_in"], batch_size=200
    )
    return len(agreed)
