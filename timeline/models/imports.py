"""Files that editors bring in: what was sent, what it would do, what it did.

Readers never see these tables. A batch is one file with one set of answers; its rows
say what each line does, and keep what undoing the batch needs.
"""

from django.conf import settings
from django.db import models

from timeline.models.events import Event


class ImportMapping(models.Model):
    """Which of our columns each header of a file means, saved under a name."""

    name = models.CharField(max_length=80, unique=True)
    headers = models.JSONField(default=list)  # as the file had them, in order
    mapping = models.JSONField(default=dict)  # header: our column
    answers = models.JSONField(default=dict)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class ImportBatch(models.Model):
    """One file on its way in, and afterwards the record of what it did.

    ``stored`` is the file's name in the folder of imports; ``made`` holds the keys of
    what applying created besides events, by model.
    """

    class State(models.TextChoices):
        UPLOADED = "uploaded", "Sent"
        PLANNING = "planning", "Being tried"
        PLANNED = "planned", "Tried, not stored"
        APPLYING = "applying", "Being stored"
        APPLIED = "applied", "Stored"
        FAILED = "failed", "Stopped"
        UNDOING = "undoing", "Being undone"
        UNDONE = "undone", "Undone"

    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField(default=0)
    stored = models.CharField(max_length=100)
    profile = models.CharField(max_length=40, blank=True)
    mapping = models.JSONField(default=dict, blank=True)
    answers = models.JSONField(default=dict, blank=True)
    only_good_rows = models.BooleanField(default=False)
    with_duplicates = models.BooleanField(default=False)
    publishing = models.BooleanField("publish", default=False)
    reason = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.UPLOADED)
    counts = models.JSONField(default=dict, blank=True)  # outcome: rows
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    trouble = models.TextField(blank=True)  # why the last run stopped
    result = models.JSONField(default=dict, blank=True)
    made = models.JSONField(default=dict, blank=True)
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    created = models.DateTimeField(auto_now_add=True)
    planned_at = models.DateTimeField(null=True, editable=False)
    applied_at = models.DateTimeField(null=True, editable=False)
    undone_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ("-id",)
        verbose_name = "import"
        permissions = (("import_events", "Can import files of events"),)

    def __str__(self) -> str:
        return self.file_name


class ImportedName(models.Model):
    """A name the file uses that is not one known thing, and what to do about it."""

    class Shelf(models.TextChoices):
        PARTICIPANTS = "participants", "Participants"
        PLACES = "places", "Places"
        OUTLETS = "outlets", "Outlets"
        TRACKS = "tracks", "Processes"

    class Answer(models.TextChoices):
        NONE = "", "Not decided"
        CREATE = "create", "Create it"
        USE = "use", "Use one that is there"
        REFUSE = "refuse", "Refuse these rows"

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="names")
    shelf = models.CharField(max_length=12, choices=Shelf)
    key = models.CharField(max_length=500)  # the same for what looks the same
    text = models.CharField(max_length=200)
    within = models.CharField(max_length=200, blank=True)  # country, as the file says
    several = models.BooleanField(default=False)  # known, but of more than one
    rows = models.PositiveIntegerField(default=0)
    lines = models.JSONField(default=list)  # the first few
    answer = models.CharField(
        max_length=7, choices=Answer, blank=True, default=Answer.NONE
    )
    kind = models.CharField(max_length=30, blank=True)
    lies_in = models.CharField(max_length=200, blank=True)
    use = models.CharField(max_length=200, blank=True)
    keep_spelling = models.BooleanField(default=False)

    class Meta:
        ordering = ("shelf", "-rows", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["batch", "shelf", "key"], name="imported_name_once"
            ),
        )

    def __str__(self) -> str:
        inside = self.within if self.within != self.text else ""
        return ", ".join(filter(None, [self.text, inside]))


class ImportedRow(models.Model):
    """What one row of the file would do, or did.

    ``changes`` holds [column, old, new]; ``problems`` [column, value, sentence];
    ``duplicates`` dicts of the events or lines it could repeat. ``before`` is what the
    editors' form held before, and ``stamp`` when the event was saved by the batch.
    """

    class Outcome(models.TextChoices):
        CREATE = "create", "New"
        CHANGE = "change", "Changed"
        SAME = "same", "Same"
        DUPLICATE = "duplicate", "Possible duplicate"
        WAITING = "waiting", "Waits for a name"
        REFUSED = "refused", "Refused"

    batch = models.ForeignKey(
        ImportBatch, models.CASCADE, related_name="rows", db_index=False
    )
    line = models.PositiveIntegerField()
    outcome = models.CharField(max_length=10, choices=Outcome)
    number = models.BigIntegerField(null=True)
    title = models.CharField(max_length=200, blank=True)
    problems = models.JSONField(default=list)
    changes = models.JSONField(default=list)
    duplicates = models.JSONField(default=list)
    event = models.ForeignKey(Event, models.SET_NULL, null=True, related_name="+")
    stored = models.BooleanField(default=False)
    before = models.JSONField(null=True)
    stamp = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ("batch", "line")
        constraints = (
            models.UniqueConstraint(fields=["batch", "line"], name="imported_line"),
        )
        indexes = (
            models.Index(fields=["batch", "outcome", "line"], name="imported_outcome"),
        )

    def __str__(self) -> str:
        return f"line {self.line}: {self.outcome}"
