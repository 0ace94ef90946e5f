"""Where: places in a hierarchy, from a palace up to a region of the world."""

from django.db import models
from django.db.models import F, Q

from timeline.models.naming import (
    Named,
    Spelling,
    SpellingQuerySet,
    iso_code,
    wikidata_id,
)


class LocationQuerySet(SpellingQuerySet["Location"]):
    """Places, found by any spelling."""


class Location(Named):
    """A place. Its coordinates are its own, never the middle of something larger."""

    class Kind(models.TextChoices):
        SITE = "site", "Site"
        CITY = "city", "City"
        DISTRICT = "district", "District"
        PROVINCE = "province", "Province"
        COUNTRY = "country", "Country"
        REGION = "region", "Region of the world"
        SEA = "sea", "Sea or strait"
        AIR = "air", "In the air"
        ONLINE = "online", "Online"

    class Precision(models.TextChoices):
        EXACT = "exact", "Exact site"
        PLACE = "place", "Town or city"
        AREA = "area", "Known only as an area"

    RANK = {
        Kind.SITE: 0,
        Kind.CITY: 1,
        Kind.DISTRICT: 2,
        Kind.PROVINCE: 3,
        Kind.COUNTRY: 4,
        Kind.SEA: 4,
        Kind.AIR: 4,
        Kind.REGION: 5,
        Kind.ONLINE: 6,
    }

    kind = models.CharField(max_length=10, choices=Kind)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    latitude = models.DecimalField(
        max_digits=8, decimal_places=5, null=True, blank=True
    )
    longitude = models.DecimalField(
        max_digits=8, decimal_places=5, null=True, blank=True
    )
    geo_precision = models.CharField(
        max_length=6, choices=Precision, default=Precision.PLACE
    )
    time_zone = models.CharField(
        max_length=40, blank=True, help_text="IANA name, such as Europe/Istanbul."
    )
    iso2 = models.CharField(
        "ISO 3166 code", max_length=2, blank=True, validators=[iso_code]
    )
    population = models.PositiveIntegerField(default=0, editable=False)
    wikidata_id = models.CharField(
        max_length=13, blank=True, default="", validators=[wikidata_id]
    )
    objects = LocationQuerySet.as_manager()

    class Meta:
        ordering = ("name", "id")
        verbose_name = "place"
        constraints = (
            models.UniqueConstraint(
                fields=["parent", "kind", "skeleton"],
                name="location_looks_unique",
                violation_error_message=(
                    "There is a place of this kind with the same name in the same "
                    "larger place. Use that one."
                ),
            ),
            models.UniqueConstraint(
                fields=["kind", "skeleton"],
                condition=Q(parent__isnull=True),
                name="location_looks_unique_at_the_top",
                violation_error_message=(
                    "There is a place of this kind with the same name. Use that one."
                ),
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="location_coordinates",
                violation_error_message=(
                    "Give both coordinates or neither: latitude from -90 to 90, "
                    "longitude from -180 to 180 degrees."
                ),
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("pk")),
                name="location_in_another",
                violation_error_message="A place cannot lie in itself.",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["country", "region"]) | Q(latitude__isnull=True),
                name="location_no_fake_centre",
                violation_error_message=(
                    "A country or region has no point of its own: leave the "
                    "coordinates empty."
                ),
            ),
        )

    def ancestors(self) -> "list[Location]":
        """The larger places it lies in, nearest first; one query a step."""
        chain: list[Location] = []
        step = self.parent
        while step and step not in chain and len(chain) < 8:
            chain.append(step)
            step = step.parent
        return chain

    def zone(self) -> str:
        """Its IANA time zone, or the nearest larger place's; empty when unknown."""
        places = [self, *self.ancestors()]
        return next((p.time_zone for p in places if p.time_zone), "")

    def in_words(self) -> str:
        """``Dolmabahçe Palace, Istanbul, Türkiye``: up to the country."""
        named = [self, *self.ancestors()]
        return ", ".join(p.name for p in named if p.kind != self.Kind.REGION)


class LocationName(Spelling):
    """One spelling of a place's name."""

    location = models.ForeignKey(Location, models.CASCADE, related_name="names")

    class Meta:
        ordering = ("language", "name")
        verbose_name = "spelling"
        constraints = (
            models.UniqueConstraint(
                fields=["location", "language", "name"],
                name="location_name_once",
                violation_error_message="This spelling is already there.",
            ),
        )
