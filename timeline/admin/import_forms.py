"""The boxes of an import: how a file is read, what unknown names mean, how to store."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from timeline.forms.book import NameBook
from timeline.forms.event import LARGER_NEEDED
from timeline.forms.naming import Offer, Shelf
from timeline.forms.rows import BookForm, choice_box, name_box, text_box
from timeline.importing.names import KINDS, PLACES, TRACKS
from timeline.importing.profiles import MAPPABLE, PROFILES, likely
from timeline.importing.rows import Question, Reading
from timeline.importing.table.opening import LARGEST
from timeline.models.imports import ImportBatch, ImportedName, ImportMapping

LOOKUPS = {
    "participants": "participants",
    "places": "places",
    "outlets": "outlets",
    "tracks": "processes",
}
Answer = ImportedName.Answer
ONLY_DRAFTS = "A reviewer publishes them: send them for review once they are stored."
_SAMPLES = 3  # values of a column that are shown beside its box


class UploadForm(forms.Form):
    """The file."""

    file = forms.FileField(
        label="File",
        help_text="CSV, tab-separated text or our data package (.zip), at most "
        f"{LARGEST // 1024**2} MB. Save an Excel sheet as “CSV UTF-8” first.",
        error_messages={
            "required": "Choose a file.",
            "empty": "This file is empty. Choose the one with the rows.",
        },
    )

    def clean_file(self) -> Any:
        sent = self.cleaned_data["file"]
        if sent.size > LARGEST:
            raise ValidationError(
                f"The file has {sent.size // 1024**2} MB; at most "
                f"{LARGEST // 1024**2} MB can be imported. Split it."
            )
        return sent


class ReadForm(forms.Form):
    """How a file is read: its kind, what its columns mean, what had to be asked."""

    profile = choice_box("Read it as", (), empty="Whatever it is recognised as")
    saved = forms.ModelChoiceField(
        ImportMapping.objects.all(),
        label="Use a saved mapping",
        required=False,
        empty_label="None",
    )
    publishing = forms.ChoiceField(
        label="What to do with the events",
        choices=[("", "Leave them as drafts"), ("1", "Publish them")],
        required=False,
    )
    save_as = text_box(
        "Save this mapping as", 80, help_text="A name, to use it for the next file."
    )

    def __init__(
        self,
        *args: Any,
        batch: ImportBatch,
        reading: Reading | None,
        may_publish: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.batch, self.reading = batch, reading
        if not may_publish:
            self._only_drafts()
        self.headers = list(reading.headers) if reading else []
        self.fields["profile"].choices += [  # type: ignore[attr-defined]
            (name, profile.label) for name, profile in PROFILES.items()
        ]
        self.initial["profile"] = batch.profile
        self.initial["publishing"] = "1" if batch.publishing else ""
        if self.mapped:
            self._add_mapping()
        for number, question in enumerate(self.questions):
            self.fields[f"ask-{number}"] = choice_box(
                question.sentence, question.choices, empty="Not answered yet"
            )
        for field in self.fields.values():
            field.widget.attrs["class"] = "in"

    def _only_drafts(self) -> None:
        box = self.fields["publishing"]
        box.choices = box.choices[:1]  # type: ignore[attr-defined]
        box.help_text = ONLY_DRAFTS
        box.error_messages["invalid_choice"] = ONLY_DRAFTS

    @property
    def mapped(self) -> bool:
        """True when the meaning of the columns is said here."""
        profile = self.reading.profile if self.reading else None
        return bool(self.headers) and (profile is None or profile.name == "mapping")

    @property
    def questions(self) -> list[Question]:
        asked = self.reading.questions if self.reading else ()
        return [question for question in asked if question.choices]

    def _add_mapping(self) -> None:
        given = self.batch.mapping or self._of_same_headers() or likely(self.headers)
        columns = [(name, name.replace("_", " ")) for name in MAPPABLE]
        for number, header in enumerate(self.headers):
            self.fields[f"map-{number}"] = choice_box(
                header or f"Column {number + 1}, without a name",
                columns,
                empty="Leave it out",
                initial=given.get(header, ""),
            )

    def _of_same_headers(self) -> dict[str, str]:
        """The mapping saved for a file with the same columns."""
        for saved in ImportMapping.objects.all()[:200]:
            if saved.headers == self.headers:
                return dict(saved.mapping)
        return {}

    def columns(self) -> Iterator[tuple[Any, list[str]]]:
        """Each column's box, with values that stand in it."""
        samples = self.reading.samples if self.reading else ()
        for number in range(len(self.headers)):
            values = [row[number][:60] for row in samples if number < len(row)]
            found = [value for value in dict.fromkeys(values) if value.strip()]
            yield self[f"map-{number}"], found[:_SAMPLES]

    def asked(self) -> Iterator[Any]:
        for number in range(len(self.questions)):
            yield self[f"ask-{number}"]

    def clean_save_as(self) -> str:
        name: str = self.cleaned_data["save_as"].strip()
        if name and ImportMapping.objects.filter(name=name).exists():
            raise ValidationError("There is a mapping of this name. Write another.")
        return name

    def mapping(self) -> dict[str, str]:
        """Header -> column, as chosen; only after validation."""
        data = self.cleaned_data
        pairs = ((h, data.get(f"map-{n}", "")) for n, h in enumerate(self.headers))
        return {header: column for header, column in pairs if column}

    def take(self, batch: ImportBatch) -> None:
        """Put what was chosen into the batch."""
        data = self.cleaned_data
        batch.profile = data["profile"]
        batch.publishing = bool(data["publishing"])
        for number, question in enumerate(self.questions):
            if answer := data[f"ask-{number}"]:
                batch.answers[question.key] = answer
        if self.mapped:
            batch.mapping = self.mapping()
        if batch.profile not in {"", "mapping"}:
            batch.mapping = {}
        if saved := data["saved"]:
            batch.profile, batch.mapping = "mapping", dict(saved.mapping)
            batch.answers |= saved.answers


class StoreForm(forms.ModelForm):
    """How a plan is stored."""

    class Meta:
        model = ImportBatch
        fields = ("only_good_rows", "with_duplicates", "reason")
        labels = {
            "only_good_rows": "Store the good rows even if others are refused",
            "with_duplicates": "Store the possible duplicates too: they are other "
            "events",
            "reason": "Reason",
        }
        help_texts = {"reason": "Readers see it beside the new versions."}
        widgets = {
            "reason": forms.TextInput(attrs={"class": "in", "autocomplete": "off"})
        }

    def clean_reason(self) -> str:
        reason: str = self.cleaned_data["reason"].strip()
        if self.instance.publishing and not reason:
            raise ValidationError("Say why: readers see the reason.")
        return reason


class NameForm(BookForm, forms.ModelForm):
    """What to do about one name."""

    class Meta:
        model = ImportedName
        fields = ("answer", "kind", "lies_in", "use", "keep_spelling")

    answer = choice_box("What to do", Answer.choices)
    kind = choice_box("Create it as", (), empty="Choose")
    lies_in = name_box("The new place lies in", "places")
    use = text_box("Use this one", 200)
    keep_spelling = forms.BooleanField(label="Remember this spelling", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = self.instance
        self.shelf: Shelf = getattr(self.book, name.shelf)
        self.fields["kind"].choices += KINDS[name.shelf]  # type: ignore[attr-defined]
        self.fields["use"].widget.attrs["data-lookup"] = LOOKUPS[name.shelf]
        if name.shelf != PLACES:
            del self.fields["lies_in"]
        elif not name.lies_in:
            self.initial["lies_in"] = name.within
        if name.shelf not in {"participants", "places"}:
            del self.fields["keep_spelling"]
        if name.shelf == TRACKS:
            self.initial["kind"] = "new"

    def near(self) -> list[Offer]:
        """Those that could be meant."""
        name = self.instance
        found = self.shelf.matches(name.text) or self.shelf.nearest(name.text)
        return self.shelf.offers(found[:5])

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("answer") == Answer.USE:
            if not data.get("use"):
                self.add_error("use", "Write the name of the one that is meant.")
            self.look_up("use", self.shelf.find)
        elif data.get("answer") == Answer.CREATE:
            self._check_new(data)
        return data

    def _check_new(self, data: dict[str, Any]) -> None:
        if not data.get("kind"):
            self.add_error("kind", "Say what kind it is.")
        if self.instance.shelf != PLACES:
            return
        if data.get("kind") in LARGER_NEEDED and not data.get("lies_in"):
            self.add_error("lies_in", "Say where it lies, such as its country.")
        if data.get("lies_in") != self.instance.within:  # that one is asked about too
            self.look_up("lies_in", self.shelf.find)


class AgreeForm(forms.Form):
    """One answer for all undecided names of a shelf."""

    shelf = forms.CharField(widget=forms.HiddenInput)
    kind = choice_box("Create them as", ())
    lies_in = name_box("New places lie in", "places")

    def __init__(self, data: Any = None, *, shelf: str) -> None:
        super().__init__(data, prefix=shelf)
        self.fields["shelf"].initial = shelf
        self.fields["kind"].choices = KINDS[shelf]  # type: ignore[attr-defined]
        if shelf != PLACES:
            del self.fields["lies_in"]
        for field in self.fields.values():
            field.widget.attrs["class"] = "in"


def name_forms(
    names: Iterable[ImportedName], data: Any = None
) -> list[tuple[ImportedName, NameForm]]:
    """A form for each name; they share what they look up."""
    book = NameBook()
    return [
        (name, NameForm(data, instance=name, prefix=f"name-{name.pk}", book=book))
        for name in names
    ]
