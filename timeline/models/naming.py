"""What everything with a name shares: the name, its address part, its spellings."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models

from timeline.models.versions import FormerSlug
from timeline.names import clean, fold, skeleton, slugify

wikidata_id = RegexValidator(
    r"^Q[1-9]\d{0,11}$", "A Wikidata id is the letter Q and digits: Q212."
)
iso_code = RegexValidator(r"^[A-Z]{2}$", "A country code is two capital letters: UA.")


def visible_name(value: str) -> None:
    """Refuse a name in which nothing can be seen."""
    if not fold(clean(value)):
        raise ValidationError(
            "This name has no letter or digit. Write it as readers should see it."
        )


class Named(models.Model):
    """A name unique by its looks, and the part of an address made from it.

    Call :meth:`name_it` instead of setting ``name``: it keeps the three together.
    """

    name = models.CharField(max_length=200, validators=[visible_name])
    slug = models.SlugField(max_length=80, unique=True, blank=True)
    skeleton = models.CharField(max_length=240, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def name_it(self, name: str) -> None:
        """Set the name, its skeleton and, when there is none yet, a free slug."""
        self.name = clean(name)
        self.skeleton = skeleton(self.name)[:240]
        if not self.slug:
            self.slug = self._free_slug()

    def _free_slug(self) -> str:
        """The slug of the name, with a number behind it when that is taken."""
        kind = type(self)
        base = slugify(self.name) or kind.__name__.casefold()
        taken = set(
            kind._default_manager.filter(slug__startswith=base).values_list(
                "slug", flat=True
            )
        )
        former = FormerSlug.objects.filter(value__startswith=base)
        taken |= set(former.values_list("value", flat=True))  # their addresses go on
        if base not in taken:
            return base
        return next(s for n in range(2, 10**6) if (s := f"{base}-{n}") not in taken)


M = TypeVar("M", bound=models.Model)


class SpellingQuerySet(models.QuerySet[M]):
    """Finds named things by any spelling of their names."""

    def spelled(self, text: str) -> "SpellingQuerySet[M]":
        """Those with exactly this name or spelling; case and accents do not matter."""
        return self.filter(pk__in=self._owners(models.Q(folded=fold(clean(text)))))

    def spelled_like(self, text: str) -> "SpellingQuerySet[M]":
        """Those with a spelling in which every typed word begins a word."""
        found = self
        for word in fold(clean(text)).split():
            starts = models.Q(folded__startswith=word)
            within = models.Q(folded__contains=f" {word}")
            found = found.filter(pk__in=self._owners(starts | within))
        return found

    def _owners(self, condition: models.Q) -> models.QuerySet[Any]:
        """The keys of those with a spelling that meets the condition."""
        spellings: Any = self.model._meta.get_field("names").related_model
        owner = str(self.model._meta.model_name)
        return spellings.objects.filter(condition).values(owner)


class Spelling(models.Model):
    """One spelling of a name. The shown name is always among the spellings."""

    class Kind(models.TextChoices):
        PREFERRED = "preferred", "Preferred in its language"
        NATIVE = "native", "In its own language"
        SPELLING = "spelling", "Other spelling"
        FORMER = "former", "Former name"
        ABBREVIATION = "abbreviation", "Abbreviation"
        DEMONYM = "demonym", "People or adjective"

    name = models.CharField(max_length=200, validators=[visible_name])
    language = models.CharField(
        max_length=12,
        blank=True,
        validators=[
            RegexValidator(
                r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$",
                "A language is its BCP 47 code: en, uk, ru, tr, ar.",
            )
        ],
        help_text="BCP 47 code, such as en, uk, ru, tr or ar. May be empty.",
    )
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.SPELLING)
    folded = models.CharField(max_length=240, editable=False, db_index=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def spell(self, name: str) -> None:
        """Set the spelling and the form that search compares."""
        self.name = clean(name)
        self.folded = fold(self.name)[:240]


def names_by_language(spellings: Iterable[Spelling]) -> dict[str, str]:
    """The preferred name in each language that has one."""
    return {
        s.language: s.name
        for s in spellings
        if s.language and s.kind == Spelling.Kind.PREFERRED
    }
