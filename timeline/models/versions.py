"""The public record: all that readers, feeds and files ever read.

Rows are written by ``timeline.publishing`` and by nothing else, and no row here
points at a desk table: a draft cannot leak because it cannot be reached.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime

from django.db import models
from django.db.models import Q

# What stands for "unbounded" in the columns filters compare, so that a filter is
# two plain comparisons. The record itself keeps None.
EARLIEST = date.min
LATEST = date.max

PRESENT = Q(superseded_at__isnull=True)
# Of cards that were written before their history was kept.
ALWAYS = datetime.fromtimestamp(0, UTC)


def stood_at(moment: datetime, prefix: str = "") -> Q:
    """The condition that a row stood at ``moment``: recorded by then, superseded later.

    ``prefix`` leads to the row: ``version__``.
    """
    later = Q(**{f"{prefix}superseded_at__gt": moment})
    later |= Q(**{f"{prefix}superseded_at__isnull": True})
    return later & Q(**{f"{prefix}recorded_at__lte": moment})


class PublicRecord(models.Model):
    """One row: the data version, raised by every publishing in its transaction.

    ETags, spooled files and caches hang on it. ``last_event_number`` is the last
    public number given; numbers tell readers nothing about drafts.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    data_version = models.BigIntegerField(default=0)
    last_event_number = models.BigIntegerField(default=0)
    changed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(id=1), name="public_record_one_row"),
        )

    def __str__(self) -> str:
        return f"data version {self.data_version}"

    @classmethod
    def now(cls) -> "PublicRecord":
        """The row as it is, or an unsaved empty one before anything was published."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)


class EventVersionQuerySet(models.QuerySet["EventVersion"]):
    """Versions of events, in sentences."""

    def present(self) -> "EventVersionQuerySet":
        """What readers see now: neither superseded nor withdrawn nor merged."""
        return self.filter(PRESENT, change__in=EventVersion.SHOWN)

    def as_of(self, moment: datetime) -> "EventVersionQuerySet":
        """What readers saw at ``moment``."""
        return self.filter(stood_at(moment), change__in=EventVersion.SHOWN)

    def at(self, moment: datetime | None) -> "EventVersionQuerySet":
        """What readers saw at ``moment``; None: what they see now."""
        return self.as_of(moment) if moment else self.present()

    def standing(self, moment: datetime | None) -> "EventVersionQuerySet":
        """The version of each event that stood at ``moment``, whatever it says."""
        return self.filter(stood_at(moment) if moment else PRESENT)

    def certainly_between(
        self, first: date | None, last: date | None
    ) -> "EventVersionQuerySet":
        """Those that certainly fall within; None is unbounded."""
        return self.filter(
            start_latest__lte=last or LATEST, end_earliest__gte=first or EARLIEST
        )

    def meeting(self, first: date | None, last: date | None) -> "EventVersionQuerySet":
        """Those that certainly fall within or might."""
        return self.filter(
            start_earliest__lte=last or LATEST, end_latest__gte=first or EARLIEST
        )

    def with_term(
        self,
        dimension: str,
        values: Iterable[str],
        *,
        role: str = "",
        at: datetime | None = None,
    ) -> "EventVersionQuerySet":
        """Those with any of ``values`` in ``dimension`` (in ``role``, when given).

        ``at``: the moment of the versions, when they are not those of now.
        """
        return self.filter(has_term([dimension], values, role=role, present=at is None))

    def chronological(self) -> "EventVersionQuerySet":
        return self.order_by("order_key", "event_id")

    def newest_first(self) -> "EventVersionQuerySet":
        return self.order_by("-order_key", "-event_id")


def has_term(
    dimensions: Iterable[str],
    values: Iterable[str],
    *,
    role: str = "",
    present: bool = True,
) -> Q:
    """The condition that a version has any of ``values`` in any of ``dimensions``.

    A plain IN over the covering index of terms: both databases make it a semi-join.
    Only the terms of present versions are asked, unless ``present`` is false.
    """
    terms = VersionTerm.objects.filter(
        dimension__in=list(dimensions), value__in=list(values), role=role
    )
    if present:
        terms = terms.filter(present=True)
    return Q(pk__in=terms.values("version"))


class VersionColumns(models.Model):
    """What filters and order use of a record, and the record."""

    title = models.CharField(max_length=110)
    slug = models.CharField(max_length=80)
    start_earliest = models.DateField()
    start_latest = models.DateField()
    end_earliest = models.DateField()
    end_latest = models.DateField()
    date_precision = models.CharField(max_length=12)
    order_key = models.BigIntegerField()
    status = models.CharField(max_length=20)
    standing = models.CharField(max_length=12)
    shown_status = models.CharField(max_length=20)
    type = models.CharField(max_length=40)
    family = models.CharField(max_length=12)
    place = models.CharField(max_length=80, blank=True)
    country = models.CharField(max_length=80, blank=True)
    key = models.BooleanField(default=False)
    source_count = models.PositiveIntegerField(default=0)
    # The line before the record: a row's tail is read only as far as it is needed.
    csv_line = models.TextField()
    record = models.JSONField()

    class Meta:
        abstract = True


class EventVersion(VersionColumns):
    """An immutable published state of an event: one narrow row with its record.

    ``order_key`` holds the order of a chronology in one integer (see
    ``timeline.ordering.order_key``); with ``event_id`` it is unique among the
    present. Only ``superseded_at`` is ever changed after the row was written.
    """

    class Change(models.TextChoices):
        ADDED = "added", "Added"
        MODIFIED = "modified", "Modified"
        WITHDRAWN = "withdrawn", "Withdrawn"
        MERGED = "merged", "Merged"

    SHOWN = (Change.ADDED, Change.MODIFIED)

    event_id = models.BigIntegerField()
    number = models.PositiveIntegerField()
    change = models.CharField(max_length=10, choices=Change)
    changed_fields = models.JSONField(default=list)
    reason = models.CharField(max_length=300, blank=True)
    correction = models.CharField(max_length=300, blank=True)
    merged_into = models.BigIntegerField(null=True)
    editor = models.CharField(max_length=150, blank=True)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    objects = EventVersionQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["event_id", "number"], name="version_number_once"
            ),
            models.UniqueConstraint(
                fields=["event_id"], condition=PRESENT, name="version_one_present"
            ),
            models.CheckConstraint(
                condition=Q(superseded_at__isnull=True)
                | Q(superseded_at__gte=models.F("recorded_at")),
                name="version_superseded_later",
            ),
        )
        # ``change`` ends an index that is to answer a count without the wide rows.
        indexes = (
            models.Index(
                fields=["order_key", "event_id", "change"],
                condition=PRESENT,
                name="version_present_order",
            ),
            models.Index(
                fields=["type", "order_key"],
                condition=PRESENT,
                name="version_present_type",
            ),
            models.Index(
                fields=["family", "order_key"],
                condition=PRESENT,
                name="version_present_family",
            ),
            models.Index(
                fields=["country", "order_key"],
                condition=PRESENT,
                name="version_present_country",
            ),
            models.Index(
                fields=[
                    "start_earliest",
                    "end_latest",
                    "start_latest",
                    "end_earliest",
                    "change",
                ],
                condition=PRESENT,
                name="version_present_bounds",
            ),
            models.Index(
                fields=["recorded_at", "event_id", "number"], name="version_recorded"
            ),
        )

    def __str__(self) -> str:
        return f"{self.event_id} v{self.number} {self.title}"

    @property
    def address(self) -> str:
        """The last part of its address: ``4821-first-direct-talks``."""
        return f"{self.event_id}-{self.slug}"


class VersionTermQuerySet(models.QuerySet["VersionTerm"]):
    """Terms of versions, in sentences."""

    def at(self, moment: datetime | None) -> "VersionTermQuerySet":
        """The terms of what readers saw at ``moment``; None: of what they see now."""
        if moment is None:
            return self.filter(present=True)
        return self.filter(stood_at(moment, "version__"))


class VersionTerm(models.Model):
    """One value a version can be found by: every many-valued filter and facet.

    Rows with an empty ``role`` hold a value once for a version; ``who`` also has a
    row for each role a value has in the event.
    """

    class Dimension(models.TextChoices):
        WHO = "who"
        ROLE = "role"
        KIND = "kind"
        STATUS = "status"
        PROCESS = "process"
        PLACE = "place"
        SOURCE = "source"  # outlets
        DOCUMENT = "document"
        LANGUAGE = "lang"
        TOPIC = "topic"
        HAS = "has"
        RELATION = "event"

    version = models.ForeignKey(
        EventVersion, models.CASCADE, related_name="terms", db_index=False
    )
    dimension = models.CharField(max_length=8, choices=Dimension)
    value = models.CharField(max_length=100)
    role = models.CharField(max_length=20, blank=True)
    order_key = models.BigIntegerField()
    present = models.BooleanField(default=True)
    objects = VersionTermQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["version", "dimension", "value", "role"],
                name="term_once",
            ),
        )
        indexes = (
            models.Index(
                fields=["dimension", "value", "role", "order_key", "version"],
                condition=Q(present=True),
                name="term_present",
            ),
        )

    def __str__(self) -> str:
        return f"{self.dimension}:{self.value}"


class HeadingQuerySet(models.QuerySet["Heading"]):
    """Cards, in sentences."""

    def at(self, moment: datetime | None) -> "HeadingQuerySet":
        """The cards that stood at ``moment``; None: those of now, by their index."""
        return self.filter(stood_at(moment) if moment else PRESENT)


class Heading(models.Model):
    """The public name and card of a value readers can filter by or open a page of.

    There is one for every participant, place, source, outlet and process that a
    published event shows, and none for what only drafts mention. A card that changes
    or is shown no more is kept as it stood from ``recorded_at`` on, and no more at
    ``superseded_at``: always say of which moment cards are asked, with :meth:`at
    <HeadingQuerySet.at>`.
    """

    dimension = models.CharField(max_length=8, choices=VersionTerm.Dimension)
    value = models.CharField(max_length=100)
    kind = models.CharField(max_length=30, blank=True)
    label = models.CharField(max_length=300)
    sort_label = models.CharField(max_length=300)
    spellings = models.TextField(blank=True)
    card = models.JSONField(default=dict)
    recorded_at = models.DateTimeField(default=ALWAYS)
    superseded_at = models.DateTimeField(null=True)
    objects = HeadingQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["dimension", "value"],
                condition=PRESENT,
                name="heading_one_present",
            ),
            models.CheckConstraint(
                condition=PRESENT | Q(superseded_at__gte=models.F("recorded_at")),
                name="heading_superseded_later",
            ),
        )
        indexes = (
            models.Index(
                fields=["dimension", "sort_label", "value"],
                condition=PRESENT,
                name="heading_present_order",
            ),
            models.Index(
                fields=["dimension", "value", "recorded_at"], name="heading_history"
            ),
        )

    def __str__(self) -> str:
        return self.label


class FormerSlug(models.Model):
    """A value that became another: what was merged keeps its addresses.

    ``since`` is the moment of the merge: before it the record knew both.
    """

    dimension = models.CharField(max_length=8, choices=VersionTerm.Dimension)
    value = models.CharField(max_length=100)
    now = models.CharField(max_length=100)
    since = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["dimension", "value"], name="former_slug_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.value} is {self.now}"

    @classmethod
    def of(cls, value: str, dimensions: Iterable[str]) -> "FormerSlug | None":
        """What became of a value, if it was merged; outlets before documents."""
        found = cls.objects.filter(value=value, dimension__in=list(dimensions))
        return found.order_by("-dimension").first()
