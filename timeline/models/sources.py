"""Says who: outlets, the documents they publish, and what is cited from them."""

from django.core.validators import URLValidator
from django.db import models

from timeline.models.locations import Location
from timeline.models.naming import Named
from timeline.models.participants import Participant

web_address = URLValidator(
    schemes=["http", "https"],
    message="Write a whole web address that starts with https:// or http://.",
)


class OutletQuerySet(models.QuerySet["Outlet"]):
    """Outlets."""

    def named(self, name: str) -> "OutletQuerySet":
        return self.filter(name__iexact=name)


class Outlet(Named):
    """Who publishes: an agency, newspaper, government, organisation."""

    class Kind(models.TextChoices):
        NEWS_AGENCY = "news-agency", "News agency"
        NEWSPAPER = "newspaper", "Newspaper"
        BROADCASTER = "broadcaster", "Broadcaster"
        NEWS_SITE = "news-site", "News site"
        GOVERNMENT = "government", "Government"
        ORGANISATION = "international-organisation", "International organisation"
        THINK_TANK = "think-tank", "Think tank"
        SOCIAL = "social-media", "Social media account"
        OTHER = "other", "Other"

    kind = models.CharField(max_length=30, choices=Kind, default=Kind.OTHER)
    country = models.ForeignKey(
        Location, models.PROTECT, null=True, blank=True, related_name="outlets"
    )
    group = models.CharField(
        max_length=120,
        blank=True,
        help_text="The owner, when two outlets of one owner are not independent.",
    )
    language = models.CharField(max_length=12, blank=True)
    homepage = models.URLField(max_length=300, blank=True, validators=[web_address])
    objects = OutletQuerySet.as_manager()

    class Meta:
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(
                fields=["skeleton"],
                name="outlet_looks_unique",
                violation_error_message="There is an outlet with this name.",
            ),
        )

    @property
    def independence(self) -> str:
        """What two outlets must differ in to count as independent."""
        return self.group.casefold() or self.slug


class Source(models.Model):
    """A document that says something: article, communique, treaty, post."""

    class Kind(models.TextChoices):
        ARTICLE = "article", "Article"
        COMMUNIQUE = "communique", "Communique or press release"
        TREATY = "treaty", "Treaty or agreement"
        TRANSCRIPT = "transcript", "Transcript or recording"
        POST = "post", "Post"
        DATASET = "dataset", "Data set"
        OTHER = "other", "Other"

    slug = models.SlugField(max_length=100, unique=True, blank=True)
    outlet = models.ForeignKey(Outlet, models.PROTECT, related_name="sources")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.ARTICLE)
    title = models.CharField(max_length=300, blank=True)
    byline = models.CharField(max_length=200, blank=True)
    url = models.URLField(
        "web address", max_length=1000, blank=True, validators=[web_address]
    )
    published = models.DateField(null=True, blank=True)
    language = models.CharField(max_length=12, blank=True, default="en")

    class Meta:
        ordering = ("-published", "outlet__name")
        constraints = (
            models.UniqueConstraint(
                fields=["url"],
                condition=~models.Q(url=""),
                name="source_url_once",
                violation_error_message="There is a source with this address.",
            ),
        )

    def __str__(self) -> str:
        return ", ".join(filter(None, [self.outlet.name, self.title or self.url]))


class Citation(models.Model):
    """A source used for an event: what it says, about what, and how reliably."""

    class About(models.TextChoices):
        ALL = "all", "The whole event"
        DATE = "date", "The date"
        PLACE = "place", "The place"
        WHO = "who", "Who took part"
        OUTCOME = "outcome", "The outcome"

    class Stance(models.TextChoices):
        SUPPORTS = "supports", "Supports"
        DISPUTES = "disputes", "Disputes"

    class SourceGrade(models.TextChoices):
        """Admiralty code (NATO STANAG 2511), reliability of the source."""

        A = "A", "A: completely reliable"
        B = "B", "B: usually reliable"
        C = "C", "C: fairly reliable"
        D = "D", "D: not usually reliable"
        E = "E", "E: unreliable"
        F = "F", "F: cannot be judged"

    class InformationGrade(models.TextChoices):
        """Admiralty code (NATO STANAG 2511), credibility of the information."""

        CONFIRMED = "1", "1: confirmed by others"
        PROBABLE = "2", "2: probably true"
        POSSIBLE = "3", "3: possibly true"
        DOUBTFUL = "4", "4: doubtful"
        IMPROBABLE = "5", "5: improbable"
        UNKNOWN = "6", "6: cannot be judged"

    event = models.ForeignKey(
        "timeline.Event", models.CASCADE, related_name="citations"
    )
    source = models.ForeignKey(Source, models.PROTECT, related_name="citations")
    number = models.PositiveSmallIntegerField(
        help_text="The [1] that marks it in the summary."
    )
    quote = models.TextField("words that support this event", blank=True)
    quote_language = models.CharField(max_length=12, blank=True)
    translation = models.TextField(blank=True)
    translated_by = models.CharField(max_length=120, blank=True)
    speaker = models.ForeignKey(
        Participant, models.PROTECT, null=True, blank=True, related_name="quotes"
    )
    locator = models.CharField(
        max_length=120, blank=True, help_text="Page, paragraph or minute."
    )
    archive_url = models.URLField(
        "saved copy", max_length=1000, blank=True, validators=[web_address]
    )
    accessed = models.DateField(null=True, blank=True)
    about = models.CharField(max_length=8, choices=About, default=About.ALL)
    states = models.CharField(
        max_length=300, blank=True, help_text="What it says there, in a few words."
    )
    stance = models.CharField(max_length=8, choices=Stance, default=Stance.SUPPORTS)
    source_grade = models.CharField(max_length=1, choices=SourceGrade, blank=True)
    information_grade = models.CharField(
        max_length=1, choices=InformationGrade, blank=True
    )

    class Meta:
        ordering = ("event", "number")
        constraints = (
            models.UniqueConstraint(
                fields=["event", "number"],
                name="citation_number_once",
                violation_error_message="Two sources of an event have one number.",
            ),
            models.CheckConstraint(
                condition=models.Q(stance="supports") | ~models.Q(states=""),
                name="citation_dispute_states",
                violation_error_message=(
                    "A source that disputes must say what it states instead."
                ),
            ),
        )

    def __str__(self) -> str:
        return f"[{self.number}] {self.source}"
