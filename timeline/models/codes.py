"""Code lists of events: their types and topics. Migrations fill them."""

from django.db import models


class EventType(models.Model):
    """What kind of thing happened, with CAMEO and PLOVER codes kept as text."""

    slug = models.SlugField(max_length=40, unique=True)
    label = models.CharField(max_length=80)
    family = models.CharField(max_length=12)
    group = models.CharField(max_length=16)
    cameo_code = models.CharField(max_length=5, blank=True)
    cameo_label = models.CharField(max_length=120, blank=True)
    plover_event = models.CharField(max_length=16, blank=True)
    plover_mode = models.CharField(max_length=16, blank=True)
    quad_class = models.CharField(max_length=1, blank=True)
    note = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("position",)

    def __str__(self) -> str:
        return self.label

    @property
    def plover(self) -> str:
        """Event and mode: ``CONSULT visit``."""
        return f"{self.plover_event} {self.plover_mode}".strip()


class Topic(models.Model):
    """What an event is about: one of PLOVER's contexts."""

    slug = models.SlugField(max_length=40, unique=True)
    label = models.CharField(max_length=80)

    class Meta:
        ordering = ("label",)

    def __str__(self) -> str:
        return self.label
