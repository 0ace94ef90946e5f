"""Rows of a form: blank ones do not count, names are found through a book."""

from collections.abc import Callable, Iterable, Mapping
from copy import copy, deepcopy
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from timeline.codelists.languages import language_code
from timeline.dates import DateError
from timeline.forms.book import NameBook
from timeline.forms.naming import Offer, UnclearError
from timeline.names import clean, clean_text

MOST_ROWS = 200


class OfferingBoundField(forms.BoundField):
    """A field that knows the texts offered beside its error."""

    @property
    def offers(self) -> tuple[Offer, ...]:
        return self.form.offers.get(self.name, ())  # type: ignore[attr-defined]


class Boxes(dict[str, forms.Field]):
    """The boxes of a class of forms, which the forms of a batch have in common.

    A form copies the boxes of its class, a quarter of what checking a row of a file
    costs; of these it copies only its ``own``.
    """

    def __init__(self, boxes: Mapping[str, forms.Field], *, own: Iterable[str]) -> None:
        super().__init__(boxes)
        self.own = own

    def __deepcopy__(self, memo: dict[int, Any]) -> dict[str, forms.Field]:
        return {**self, **{name: deepcopy(self[name], memo) for name in self.own}}


class BookForm(forms.Form):
    """A form whose names are found in a :class:`NameBook`."""

    bound_field_class = OfferingBoundField
    use_required_attribute = False
    own_boxes: tuple[str, ...] = ()  # what each form sets in its own way

    def __init__(self, *args: Any, book: NameBook | None = None, **kwargs: Any) -> None:
        self.book = book or NameBook()
        if self.book.is_shared:
            self.base_fields = Boxes(  # type: ignore[misc]
                self.base_fields, own=self.own_boxes
            )
        super().__init__(*args, **kwargs)
        self.offers: dict[str, tuple[Offer, ...]] = {}
        self._typed: dict[str, str] = {}
        if not self.book.is_shared:
            self.dress()

    def dress(self) -> None:
        """Give the boxes what is only seen; a form of a batch is not shown."""
        for field in self.fields.values():
            dress(field)

    def typed(self, name: str) -> str:
        """What was typed in a box, cleaned, before any other check."""
        if name not in self._typed:
            value = self.data.get(self.add_prefix(name)) if self.is_bound else ""
            self._typed[name] = clean(str(value or ""))[:300]
        return self._typed[name]

    def look_up(self, name: str, find: Callable[[str], Any]) -> Any:
        """The thing named in box ``name``, or None when it is empty or unclear."""
        text = self.cleaned_data.get(name)
        if not text:
            return None
        try:
            return find(text)
        except ValidationError as error:
            self.add_error(name, error)
            return None

    def add_error(self, field: str | None, error: Any) -> None:
        """Also keep what the error offers, to show beside the box."""
        if field and (offers := offers_of(error)):
            self.offers[field] = offers
        super().add_error(field, error)

    def clean(self) -> dict[str, Any]:
        """Take invisible marks out of every text."""
        for name, value in self.cleaned_data.items():
            if isinstance(value, str):
                lines = isinstance(self.fields[name].widget, forms.Textarea)
                self.cleaned_data[name] = clean_text(value) if lines else clean(value)
        return self.cleaned_data


def offers_of(error: Any) -> tuple[Offer, ...]:
    """The texts an error says would be understood."""
    if isinstance(error, UnclearError):
        return error.offers
    cause = getattr(error, "__cause__", None)
    if isinstance(cause, DateError):
        return tuple(Offer(text, text) for text in cause.suggestions)
    return ()


class RowForm(BookForm):
    """One row of a section. A row in which nothing was typed does not count."""

    says_something: tuple[str, ...] = ()
    behind_more: dict[str, str] = {}  # box: its usual value

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["empty_permitted"] = True
        super().__init__(*args, **kwargs)

    @property
    def place(self) -> str:
        """``2`` for the second row; empty for the pattern new rows are made from."""
        number = str(self.prefix).rpartition("-")[2]
        return str(int(number) + 1) if number.isdigit() else ""

    @property
    def more_is_wrong(self) -> bool:
        """True when a box behind “more” has an error, and so must be seen."""
        return any(self[name].errors for name in self.behind_more)

    @property
    def more_filled(self) -> int:
        """How many boxes behind “more” say something other than usual."""
        return sum(
            self[name].value() not in (None, "", usual)
            for name, usual in self.behind_more.items()
        )

    def has_changed(self) -> bool:
        return self.is_bound and any(map(self.typed, self.says_something))

    @property
    def counts(self) -> bool:
        """True for a row that was filled in and is not marked for removal."""
        removed = self.cleaned_data.get("DELETE", False)
        return self.has_changed() and not removed


class Section(forms.BaseFormSet):
    """The rows of one part of the event form.

    A post that leaves the section's row count out leaves the section as it is.
    """

    name = ""

    def __init__(self, *args: Any, more: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.more = more
        if self.initial:
            self.extra = 0  # an empty row is one button away

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["DELETE"].label = "Remove"

    @property
    def has_more(self) -> bool:
        """True when any row says something."""
        return any(
            form[name].value() for form in self.forms for name in form.says_something
        )

    @property
    def given(self) -> bool:
        return f"{self.prefix}-TOTAL_FORMS" in (self.data or {})

    @property
    def _is_bare(self) -> bool:
        """True for a post without a row here: nothing is to be read."""
        return self.is_bound and self.data.get(f"{self.prefix}-TOTAL_FORMS", "0") == "0"

    @property
    def filled(self) -> list[Any]:
        """The rows that count, in order. Only after validation."""
        return [form for form in self.forms if form.counts]

    def total_form_count(self) -> int:
        if self._is_bare:
            return min(self.more, MOST_ROWS) if self.given else 0
        total: int = super().total_form_count()
        return min(total + self.more, MOST_ROWS) if self.is_bound else total

    def full_clean(self) -> None:
        if self._is_bare:
            self._errors: list[Any] = []
            self._non_form_errors = self.error_class()
            return
        super().full_clean()


def row_count(data: QueryDict, section: str) -> int:
    """The number of rows a posted form has in a section; 0 for nonsense."""
    text = data.get(f"{section}-TOTAL_FORMS", "")
    plain = text.isascii() and text.isdecimal() and len(text) < 6
    return min(int(text), MOST_ROWS) if plain else 0


def section(form: type[RowForm], name: str, *, extra: int) -> type[Section]:
    """The section class of a row form: at most :data:`MOST_ROWS` rows."""
    made = forms.formset_factory(
        form,
        formset=Section,
        extra=extra,
        can_delete=True,
        max_num=MOST_ROWS,
        absolute_max=MOST_ROWS,
        validate_max=True,
    )
    return type(made.__name__, (made,), {"name": name})


def dress(field: forms.Field) -> None:
    """Give a box the class its look hangs on; no suggestions by the browser."""
    widget = field.widget
    if isinstance(widget, forms.TextInput | forms.Textarea | forms.Select):
        widget.attrs.setdefault("class", "in")
    if isinstance(widget, forms.TextInput):
        widget.attrs.setdefault("autocomplete", "off")


def name_box(label: str, finder: str, **kwargs: Any) -> forms.CharField:
    """A box for a name; ``finder`` is the lookup that suggests while typing."""
    attrs = {"data-lookup": finder, **kwargs.pop("attrs", {})}
    kwargs.setdefault("required", False)
    return forms.CharField(
        label=label, max_length=200, widget=forms.TextInput(attrs=attrs), **kwargs
    )


class LanguageField(forms.CharField):
    """A language by its code or English name. Cleans to the code."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "max_length": 40} | kwargs)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        code = language_code(text) if text else ""
        if code is None:
            raise ValidationError(
                f"“{text}” is not a language we know. Write its code, such as "
                "en, uk, ru, tr or ar, or its English name."
            )
        return code


def text_box(label: str, longest: int, **kwargs: Any) -> forms.CharField:
    """A box of one line that may stay empty."""
    kwargs.setdefault("required", False)
    return forms.CharField(label=label, max_length=longest, **kwargs)


class ListField(forms.ChoiceField):
    """A list that never changes: forms share its choices, and copy the rest."""

    def __deepcopy__(self, memo: dict[int, Any]) -> "ListField":
        made = copy(self)
        made.widget = copy(self.widget)
        made.widget.attrs = self.widget.attrs.copy()
        made.error_messages = self.error_messages.copy()
        made.validators = self.validators[:]
        memo[id(self)] = made
        return made


def choice_box(
    label: str,
    choices: Iterable[tuple[str, Any]],
    *,
    empty: str | None = None,
    **kw: Any,
) -> forms.ChoiceField:
    """A list to choose from; ``empty`` is what the empty choice says."""
    pairs = list(choices) if empty is None else [("", empty), *choices]
    kw.setdefault("required", False)
    return ListField(label=label, choices=pairs, **kw)


def refuse_twice(
    rows: Iterable[RowForm], keys: tuple[str, ...], at: str, sentence: str
) -> None:
    """Put ``sentence`` at box ``at`` of each row that repeats an earlier one."""
    seen: list[tuple[Any, ...]] = []
    for row in rows:
        key = tuple(row.cleaned_data.get(name) for name in keys)
        if key[0] and key in seen:
            row.add_error(at, sentence)
        seen.append(key)
