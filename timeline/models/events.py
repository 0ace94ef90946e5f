"""The event at the desk: what editors write. Readers never see these tables."""

from collections.abc import Collection

from django.conf import settings
from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models import F, Q

from timeline.fields import Dated, RisingDateTimeField
from timeline.models.codes import EventType, Topic
from timeline.models.locations import Location
from timeline.models.naming import visible_name
from timeline.models.participants import Participant
from timeline.models.sources import Citation
from timeline.models.tracks import Round, Track
from timeline.names import slugify

_CITED = ("source__outlet__country",)


class EventQuerySet(models.QuerySet["Event"]):
    """Events at the desk."""

    def published(self) -> "EventQuerySet":
        return self.filter(desk_state=Event.DeskState.PUBLISHED)

    def whole(self) -> "EventQuerySet":
        """With everything a record needs, in a fixed number of queries."""
        return self.select_related("type", "location").prefetch_related(
            "topics",
            "location__names",
            "participations__participant__names",
            "participations__participant__tenures",
            "participations__on_behalf_of__names",
            # Joined: Django asks for what rows point at with one OR a row, and SQLite
            # refuses a thousand of them.
            models.Prefetch("citations", Citation.objects.select_related(*_CITED)),
            "citations__speaker__names",
            "planned_dates__citation",
            "tracks__track",
            "tracks__round",
            models.Prefetch(
                "relations", EventRelation.objects.select_related("target")
            ),
            "commitments__debtor__names",
            "commitments__beneficiary__names",
            "commitments__implemented_by",
        )


class Event(Dated):
    """One thing that happened, was planned, or failed to happen."""

    class Status(models.TextChoices):
        ANNOUNCED = "announced", "Announced"
        SCHEDULED = "scheduled", "Scheduled"
        POSTPONED = "postponed", "Postponed"
        UNDER_WAY = "under-way", "Under way"
        TOOK_PLACE = "took-place", "Took place"
        CANCELLED = "cancelled", "Cancelled"
        DID_NOT_TAKE_PLACE = "did-not-take-place", "Did not take place"
        UNCONFIRMED = "unconfirmed", "Unconfirmed"

    class Format(models.TextChoices):
        IN_PERSON = "in-person", "In person"
        REMOTE = "remote", "By phone or video"
        HYBRID = "hybrid", "In person and remote"

    class DeskState(models.TextChoices):
        DRAFT = "draft", "Draft"
        IN_REVIEW = "in-review", "In review"
        PUBLISHED = "published", "Published"
        WITHDRAWN = "withdrawn", "Withdrawn"

    number = models.BigIntegerField(
        null=True,
        unique=True,
        editable=False,
        help_text="The public number, given at the first publishing.",
    )
    slug = models.SlugField(max_length=80, blank=True, editable=False)
    title = models.CharField(
        max_length=110,
        validators=[MinLengthValidator(8), visible_name],
        help_text="Who did what, in the present tense, as a full sentence.",
    )
    summary = models.TextField(blank=True, max_length=8000)
    type = models.ForeignKey(EventType, models.PROTECT, related_name="events")
    topics = models.ManyToManyField(Topic, blank=True, related_name="events")
    key = models.BooleanField("key event", default=False)
    status = models.CharField(max_length=20, choices=Status, default=Status.TOOK_PLACE)
    format = models.CharField(max_length=10, choices=Format, blank=True)
    location = models.ForeignKey(
        Location, models.PROTECT, null=True, blank=True, related_name="events"
    )
    time_zone = models.CharField(
        max_length=40,
        blank=True,
        help_text="IANA name. Empty: the place's own.",
    )
    best_guess = models.DateField(null=True, blank=True)
    desk_state = models.CharField(
        max_length=10, choices=DeskState, default=DeskState.DRAFT, editable=False
    )
    created = models.DateTimeField(auto_now_add=True)
    changed = RisingDateTimeField(after=("published_at",))
    published_at = models.DateTimeField(null=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    objects = EventQuerySet.as_manager()

    class Meta(Dated.Meta):
        abstract = False
        ordering = ("-start_earliest", "-id")
        constraints = (  # type: ignore[assignment]
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(desk_state="published") | Q(number__isnull=False),
                name="event_published_has_number",
            ),
            models.CheckConstraint(
                condition=Q(best_guess__isnull=True)
                | (
                    (
                        Q(start_earliest__isnull=True)
                        | Q(best_guess__gte=F("start_earliest"))
                    )
                    & (Q(end_latest__isnull=True) | Q(best_guess__lte=F("end_latest")))
                ),
                name="event_guess_within_date",
                violation_error_message="The best guess lies outside the date.",
            ),
        )
        indexes = (
            models.Index(fields=["desk_state", "-changed"], name="event_desk"),
            models.Index(fields=["start_earliest", "end_latest"], name="event_dates"),
        )
        permissions = (("publish_event", "Can publish, approve and withdraw"),)

    def __str__(self) -> str:
        return self.title

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """Not asked without the bounds, as in a form: each constraint needs them."""
        if "start_earliest" not in (exclude or ()):
            super().validate_constraints(exclude)

    def make_slug(self) -> None:
        """Give the address its words; the number before them keeps it unique."""
        self.slug = slugify(self.title) or "event"

    def zone(self) -> str:
        """The IANA zone its times are in; empty when unknown."""
        return self.time_zone or (self.location.zone() if self.location else "")

    @property
    def has_unpublished_changes(self) -> bool:
        """True when a published event was edited since."""
        return (
            self.desk_state == self.DeskState.PUBLISHED
            and self.published_at is not None
            and self.changed > self.published_at
        )


class Participation(models.Model):
    """A participant's part in an event."""

    class Role(models.TextChoices):
        PARTY = "party", "Party"
        HEAD = "head-of-delegation", "Head of delegation"
        DELEGATE = "delegate", "Delegate"
        HOST = "host", "Host"
        CHAIR = "chair", "Chair"
        MEDIATOR = "mediator", "Mediator"
        FACILITATOR = "facilitator", "Facilitator"
        OBSERVER = "observer", "Observer"
        SPEAKER = "speaker", "Speaker"
        SIGNATORY = "signatory", "Signatory"
        GUARANTOR = "guarantor", "Guarantor"
        ADDRESSEE = "addressee", "Addressee"
        RECIPIENT = "recipient", "Recipient"
        INVITED = "invited", "Invited"
        SUBJECT = "subject", "Subject"
        VISITOR = "visitor", "Visitor"

    class Attendance(models.TextChoices):
        EXPECTED = "expected", "Expected"
        CONFIRMED = "confirmed", "Confirmed"
        ATTENDED = "attended", "Attended"
        ABSENT = "absent", "Absent"
        DECLINED = "declined", "Declined"
        REMOTE = "remote", "Took part remotely"

    event = models.ForeignKey(Event, models.CASCADE, related_name="participations")
    participant = models.ForeignKey(
        Participant, models.PROTECT, related_name="participations"
    )
    role = models.CharField(max_length=20, choices=Role, default=Role.PARTY)
    attendance = models.CharField(max_length=10, choices=Attendance, blank=True)
    office = models.CharField(
        "speaking as, or title at the time",
        max_length=160,
        blank=True,
        help_text="Empty: the office of the dated tenures.",
    )
    on_behalf_of = models.ForeignKey(
        Participant,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="represented",
        help_text="Empty: whom the participant usually acts for.",
    )
    note = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("event", "position", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["event", "participant", "role"],
                name="participation_once",
                violation_error_message="This participant has this role already.",
            ),
            models.CheckConstraint(
                condition=Q(on_behalf_of__isnull=True)
                | ~Q(on_behalf_of=F("participant")),
                name="participation_for_another",
                violation_error_message="A participant cannot act for itself.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.participant}, {self.get_role_display()}"

    def side(self) -> Participant | None:
        """Whom the participant acts for in this event."""
        return self.on_behalf_of or self.participant.acts_for

    def side_chain(self) -> list[Participant]:
        """All it acts for in this event, nearest first."""
        side = self.side()
        return [side, *side.sides()] if side else []


class PlannedDate(Dated):
    """A date an event was to have, before it moved: the history of its schedule."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="planned_dates")
    announced = models.DateField("announced on", null=True, blank=True)
    reason = models.CharField("why it moved", max_length=300, blank=True)
    citation = models.ForeignKey(
        Citation, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta(Dated.Meta):
        abstract = False
        ordering = ("event", "announced", "id")

    def __str__(self) -> str:
        return f"was to be {self.date_text}"


class EventRelation(models.Model):
    """How one event stands to another."""

    class Kind(models.TextChoices):
        PART_OF = "part-of", "Part of"
        FOLLOWS = "follows", "Follows"
        RESPONDS_TO = "responds-to", "Responds to"
        IMPLEMENTS = "implements", "Implements"
        REPLACES = "replaces", "Replaces (rescheduled)"
        CONTRADICTS = "contradicts", "Contradicts"
        BEFORE = "before", "On the same day, before"
        AFTER = "after", "On the same day, after"

    event = models.ForeignKey(Event, models.CASCADE, related_name="relations")
    kind = models.CharField(max_length=12, choices=Kind)
    target = models.ForeignKey(Event, models.CASCADE, related_name="related_from")

    class Meta:
        ordering = ("event", "kind", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["event", "kind", "target"],
                name="relation_once",
                violation_error_message="This relation is already there.",
            ),
            models.CheckConstraint(
                condition=~Q(event=F("target")),
                name="relation_to_another",
                violation_error_message="An event is not related to itself.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.target}"


class EventTrack(models.Model):
    """An event as part of a process, in a round when it has one."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="tracks")
    track = models.ForeignKey(Track, models.PROTECT, related_name="entries")
    round = models.ForeignKey(
        Round, models.PROTECT, null=True, blank=True, related_name="entries"
    )

    class Meta:
        ordering = ("event", "track__name")
        constraints = (
            models.UniqueConstraint(
                fields=["event", "track"],
                name="event_track_once",
                violation_error_message="The event is in this process already.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.track}"


class Commitment(Dated):
    """Who owes what to whom by when, and what carried it out."""

    class Status(models.TextChoices):
        OPEN = "open", "Open"
        PARTLY = "partly", "Partly done"
        DONE = "done", "Done"
        LAPSED = "lapsed", "Lapsed"

    debtor = models.ForeignKey(
        Participant, models.PROTECT, related_name="owes", verbose_name="who owes"
    )
    beneficiary = models.ForeignKey(
        Participant,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="is_owed",
        verbose_name="to whom",
    )
    what = models.CharField(max_length=300)
    status = models.CharField(max_length=6, choices=Status, default=Status.OPEN)
    agreed_in = models.ForeignKey(Event, models.CASCADE, related_name="commitments")
    implemented_by = models.ManyToManyField(
        Event, blank=True, related_name="implements_commitments"
    )

    class Meta(Dated.Meta):
        abstract = False
        ordering = ("start_earliest", "id")

    def __str__(self) -> str:
        return f"{self.debtor}: {self.what}"
