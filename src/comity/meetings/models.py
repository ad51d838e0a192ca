"""When they meet: meetings, their agenda, its documents and what came out."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from comity.documents.models import Document
from comity.parties.access import Reader, Shared, SharedQuerySet
from comity.parties.dates import Precision
from comity.parties.models import Body, Dialogue, Party
from comity.tlp import Label

from .private import CalendarAddress, Look

__all__ = ["AgendaItem", "CalendarAddress", "Look", "Meeting", "meetings_of"]


class MeetingQuerySet(SharedQuerySet):
    def coming(self, on: date) -> MeetingQuerySet:
        """Not over yet on ``on``; the last day itself still counts."""
        return self.filter(Q(ends_on__gte=on) | Q(ends_on=None, starts_on__gte=on))

    def past(self, on: date) -> MeetingQuerySet:
        return self.filter(Q(ends_on__lt=on) | Q(ends_on=None, starts_on__lt=on))

    def taking_place(self) -> MeetingQuerySet:
        return self.filter(cancelled_at=None)

    def of_dialogue(self, dialogue: Dialogue) -> MeetingQuerySet:
        """Of any of its bodies."""
        return self._of(Body.objects.filter(dialogue=dialogue))

    def of_body(self, body: Body) -> MeetingQuerySet:
        return self._of(Body.objects.filter(pk=body.pk))

    def of_bodies(self, bodies: models.QuerySet[Body]) -> MeetingQuerySet:
        return self._of(bodies)

    def _of(self, bodies: models.QuerySet[Body]) -> MeetingQuerySet:
        # A subquery, so that a meeting of several bodies comes once.
        met = Meeting.bodies.through.objects.filter(body__in=bodies)
        return self.filter(pk__in=met.values("meeting"))

    def in_year(self, year: int) -> MeetingQuerySet:
        """That begin or end in the year."""
        return self.filter(Q(starts_on__year=year) | Q(ends_on__year=year))

    def listed(self) -> MeetingQuerySet:
        """With what a list shows of a meeting: two queries for any number."""
        bodies = models.Prefetch("bodies", Body.objects.select_related("dialogue"))
        return self.select_related("body__dialogue").prefetch_related(bodies)


class Meeting(Shared):
    """A meeting of one body, or of several as one conference.

    ``body`` is the audience; ``bodies`` are those that meet. A meeting whose day is not
    known carries the first and last day of its month or year and says so in ``precision``.
    """

    class Modality(models.TextChoices):
        IN_PERSON = "in_person", _("in person")
        HYBRID = "hybrid", _("in person and on line")
        ONLINE = "online", _("on line")

    slug = models.SlugField(unique=True, max_length=80)
    number = models.CharField(_("number"), max_length=20, blank=True, help_text=_("XIV"))
    title = I18nCharField(_("title"), max_length=300)
    about = I18nTextField(_("about"), blank=True, default="")
    bodies = models.ManyToManyField(Body, related_name="meetings", verbose_name=_("bodies"))
    conference = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="meetings",
        verbose_name=_("conference"),
    )
    starts_on = models.DateField(_("starts"))
    ends_on = models.DateField(_("ends"), null=True, blank=True)
    precision = models.CharField(
        _("date is known"), max_length=5, choices=Precision, default=Precision.DAY
    )
    place = I18nCharField(_("place"), max_length=200, blank=True, default="")
    host = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("host")
    )
    outcome = I18nTextField(_("outcome"), blank=True, default="")
    source = models.URLField(_("source"), blank=True, max_length=500)
    follows = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="followed_by",
        verbose_name=_("follows"),
        help_text=_("The meeting before it in its series."),
    )
    modality = models.CharField(_("modality"), max_length=10, choices=Modality, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True)
    """IANA name; empty where the archive does not know the hours."""
    opens_at = models.DateTimeField(_("opens at"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes at"), null=True, blank=True)
    link = models.URLField(_("link to join"), blank=True, max_length=500)
    """Where to join on line: told to the delegations, never to the public."""
    documents_due_on = models.DateField(
        _("documents are due on"),
        null=True,
        blank=True,
        help_text=_("A document added after this day is marked as late."),
    )
    cancelled_at = models.DateTimeField(null=True, blank=True, editable=False)
    cancelled_because = I18nTextField(_("why it is cancelled"), blank=True, default="")
    sequence = models.PositiveIntegerField(
        default=0, editable=False, help_text=_("counts what calendars must be told anew")
    )
    changed_at = models.DateTimeField(null=True, blank=True, editable=False)
    agenda_stamp = models.PositiveIntegerField(
        default=0, editable=False, help_text=_("counts the changes of the agenda")
    )
    neutral_title = _("A meeting under %(label)s")

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["-starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="meeting_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")),
                violation_error_message=_("A meeting cannot end before it begins."),
            )
        ]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return reverse("meetings:meeting", args=[self.slug])

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    @property
    def last_day(self) -> date:
        return self.ends_on or self.starts_on

    @property
    def clocks(self) -> str:
        """The zone in which its times are typed and shown."""
        return self.time_zone or settings.TIME_ZONE

    @property
    def has_hours(self) -> bool:
        """Whether times can be said of it: its days and its zone are known."""
        return bool(self.time_zone) and self.precision == Precision.DAY

    def preparers(self) -> set[int | None]:
        """Keys of the persons who prepared it: its author, and who wrote what of its agenda is
        published with it."""
        items = self.items.filter(label=Label.CLEAR)
        return {*super().preparers(), *items.values_list("author", flat=True)}


class AgendaItemQuerySet(SharedQuerySet):
    def visible_to(self, reader: Reader) -> Self:
        """What the reader may read of meetings that the reader may read."""
        return super().visible_to(reader).filter(meeting__in=Meeting.objects.visible_to(reader))


class AgendaItem(Shared):
    """A numbered item. Its mode decides whether observers open what lies under it.

    ``position`` is its place as the whole agenda is read: an item, then its parts (``parent``),
    then the next one. A part is never in a wider mode than what it is part of.
    """

    class Mode(models.TextChoices):
        OPEN = "open", _("open")
        OBSERVERS = "observers", _("observers")
        MEMBERS_ONLY = "members_only", _("members only")

        def is_wider_than(self, other: str) -> bool:
            """Open is wider than observers, and observers than members only."""
            order = list(AgendaItem.Mode)
            return order.index(self) < order.index(AgendaItem.Mode(other))

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("part of"),
    )
    position = models.PositiveSmallIntegerField(default=0)
    number = models.CharField(_("number"), max_length=12, blank=True)
    title = I18nCharField(_("title"), max_length=300)
    mode = models.CharField(_("mode"), max_length=12, choices=Mode, default=Mode.OPEN)
    starts_at = models.DateTimeField(_("starts at"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    lead = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("lead")
    )
    documents = models.ManyToManyField(Document, blank=True, related_name="items")
    neutral_title = _("An agenda item under %(label)s")

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")
        ordering = ["meeting", "position", "pk"]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()

    def get_absolute_url(self) -> str:
        return f"{self.meeting.get_absolute_url()}#item-{self.pk}"


def meetings_of(body: Body, reader: Reader) -> MeetingQuerySet:
    """The meetings of a body, or of any body of its dialogue when it is the plenary."""
    meetings = Meeting.objects.visible_to(reader)
    return meetings.of_body(body) if body.parent_id else meetings.of_dialogue(body.dialogue)
