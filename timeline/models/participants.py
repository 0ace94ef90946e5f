"""Who: states, organisations, government bodies, persons, armed groups."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from timeline.models.naming import (
    Named,
    Spelling,
    SpellingQuerySet,
    iso_code,
    wikidata_id,
)


class ParticipantQuerySet(SpellingQuerySet["Participant"]):
    """Participants, found by name."""


class Participant(Named):
    """A state, organisation, government body, person, armed group or other party."""

    class Kind(models.TextChoices):
        STATE = "state", "State"
        TERRITORY = "territory", "Territory"
        ORGANISATION = "organisation", "Organisation"
        BODY = "body", "Government body"
        PERSON = "person", "Person"
        GROUP = "group", "Armed group"
        OTHER = "other", "Other party"

    kind = models.CharField(max_length=12, choices=Kind)
    acts_for = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="acting",
        help_text="The state, organisation or body this one usually acts for.",
    )
    description = models.CharField(max_length=300, blank=True)
    iso2 = models.CharField(
        "ISO 3166 code", max_length=2, blank=True, validators=[iso_code]
    )
    wikidata_id = models.CharField(
        max_length=13, blank=True, default="", validators=[wikidata_id]
    )
    objects = ParticipantQuerySet.as_manager()

    class Meta:
        ordering = ("name", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["kind", "skeleton"],
                name="participant_looks_unique",
                violation_error_message=(
                    "There is a participant of this kind whose name looks the same. "
                    "Use that one, or add what tells them apart in brackets."
                ),
            ),
            models.UniqueConstraint(
                fields=["wikidata_id"],
                condition=~Q(wikidata_id=""),
                name="participant_wikidata_unique",
                violation_error_message="Another participant has this Wikidata id.",
            ),
            models.CheckConstraint(
                condition=Q(acts_for__isnull=True) | ~Q(acts_for=F("pk")),
                name="participant_acts_for_another",
                violation_error_message="A participant cannot act for itself.",
            ),
        )

    def sides(self) -> "list[Participant]":
        """All it acts for, nearest first; one query a step, at most eight steps."""
        chain: list[Participant] = []
        step = self.acts_for
        while step and step not in chain and len(chain) < 8:
            chain.append(step)
            step = step.acts_for
        return chain

    def office_on(self, day: date | None) -> str:
        """The offices held on ``day``, joined with commas; empty when none is known.

        Uses ``self.tenures.all()``, so prefetched tenures cost no query.
        """
        if day is None:
            return ""
        held = [t for t in self.tenures.all() if t.covers(day)]
        return ", ".join(t.office for t in held)


class ParticipantName(Spelling):
    """One spelling of a participant's name."""

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="names")

    class Meta:
        ordering = ("language", "name")
        verbose_name = "spelling"
        constraints = (
            models.UniqueConstraint(
                fields=["participant", "language", "name"],
                name="participant_name_once",
                violation_error_message="This spelling is already there.",
            ),
        )


class Tenure(models.Model):
    """An office a person held between two dates (either may be unknown).

    A date known only to the month or year is stored as its first possible day
    (``start``) or last possible day (``end``) with the precision beside it.
    """

    class Precision(models.TextChoices):
        DAY = "day", "Day"
        MONTH = "month", "Month"
        YEAR = "year", "Year"

    person = models.ForeignKey(Participant, models.CASCADE, related_name="tenures")
    office = models.CharField(max_length=160)
    organisation = models.ForeignKey(
        Participant,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="offices",
        help_text="The state, body or organisation the office belongs to.",
    )
    start = models.DateField(null=True, blank=True)
    start_precision = models.CharField(
        max_length=5, choices=Precision, default=Precision.DAY
    )
    end = models.DateField(null=True, blank=True)
    end_precision = models.CharField(
        max_length=5, choices=Precision, default=Precision.DAY
    )

    class Meta:
        ordering = ("person", "start")
        constraints = (
            models.CheckConstraint(
                condition=Q(start__isnull=True)
                | Q(end__isnull=True)
                | Q(start__lte=F("end")),
                name="tenure_ends_after_start",
                violation_error_message="A tenure cannot end before it starts.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.office} ({self.start or '?'} to {self.end or 'now'})"

    def covers(self, day: date) -> bool:
        """True when the office was held on ``day``; open ends count as held."""
        began = self.start is None or self.start <= day
        return began and (self.end is None or day <= self.end)


class Membership(models.Model):
    """A participant's membership of an organisation."""

    organisation = models.ForeignKey(
        Participant, models.CASCADE, related_name="memberships"
    )
    member = models.ForeignKey(Participant, models.CASCADE, related_name="member_of")
    start = models.DateField(null=True, blank=True)
    end = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("organisation", "member")
        constraints = (
            models.CheckConstraint(
                condition=~Q(organisation=F("member")),
                name="membership_of_another",
                violation_error_message="An organisation is not its own member.",
            ),
            models.CheckConstraint(
                condition=Q(start__isnull=True)
                | Q(end__isnull=True)
                | Q(start__lte=F("end")),
                name="membership_ends_after_start",
                violation_error_message="A membership cannot end before it starts.",
            ),
            models.UniqueConstraint(
                fields=["organisation", "member", "start"],
                name="membership_once",
                violation_error_message="This membership is already there.",
            ),
            models.UniqueConstraint(
                fields=["organisation", "member"],
                condition=Q(start__isnull=True),
                name="membership_once_undated",
                violation_error_message="This membership is already there.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.member} in {self.organisation}"
