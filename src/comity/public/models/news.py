"""News: press notes, one page for each language of a note."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.db.models import Case, Exists, F, IntegerField, OuterRef, Value, When
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable
from wagtail.models import PageManager as Pages
from wagtail.query import PageQuerySet

from comity.instruments.models import Instrument
from comity.meetings.models import Meeting
from comity.parties.access import ANYONE, Reader
from comity.parties.models import Dialogue, Party, Theme
from comity.ui.tongues import interface_language

from .. import ways
from ..filtering import NewsFilter
from ..languages import SITE_LANGUAGES
from ..rich import FEATURES, fault_of
from .shown import PublicPage

ON_A_PAGE = 12


class NewsIndex(PublicPage):
    """The list of news in one language."""

    lead = models.CharField(_("lead"), max_length=200, blank=True)

    content_panels = [*PublicPage.content_panels, FieldPanel("lead")]
    max_count_per_parent = 1
    parent_page_types = ["public.HomePage"]
    subpage_types = ["public.NewsPage"]

    class Meta:
        verbose_name = _("list of news")
        verbose_name_plural = _("lists of news")

    def get_context(
        self, request: HttpRequest, *args: Any, part: str = "", **kwargs: Any
    ) -> dict[str, Any]:
        context = super().get_context(request, part=part)
        form = NewsFilter(request.GET or None)
        notes = Paginator(form.narrow(NewsPage.objects.told_in(self.language)), ON_A_PAGE)
        feed = form.feed_query(self.language)
        return context | {
            "form": form,
            "notes": notes.get_page(request.GET.get("page")),
            "feed": f"{reverse('public_files:feed')}?{feed}",
            "ways": ways.of_home(self.get_parent().specific),
        }


class NewsQuerySet(PageQuerySet):
    def visible_to(self, _reader: Reader) -> NewsQuerySet:
        """What two persons published is for everyone; drafts are read at the desk alone."""
        return self.live()

    def shown(self, language: str) -> NewsQuerySet:
        """Published in a language: the newest first, those without a date last."""
        found = self.live().filter(locale__language_code=language)
        return found.order_by(F("on").desc(nulls_last=True), "-first_published_at", "-pk")

    def told_in(self, language: str) -> NewsQuerySet:
        """Every published note once: in this language where it is there, else in another."""
        notes = self.live().annotate(distance=_distance_from(language))
        nearer = NewsPage.objects.live().annotate(distance=_distance_from(language))
        same_note = nearer.filter(translation_key=OuterRef("translation_key"))
        found = notes.filter(~Exists(same_note.filter(distance__lt=OuterRef("distance"))))
        found = found.order_by(F("on").desc(nulls_last=True), "-first_published_at", "-pk")
        return found.select_related("locale").prefetch_related("pictures__image")


def _distance_from(language: str) -> Case:
    """How far a note's language is from the reader's: their own, its nearest, then the others."""
    order = dict.fromkeys([language, interface_language(language), *SITE_LANGUAGES])
    cases = [When(locale__language_code=code, then=Value(far)) for far, code in enumerate(order)]
    return Case(*cases, default=Value(len(order)), output_field=IntegerField())


NewsManager = Pages.from_queryset(NewsQuerySet)


class NewsPage(PublicPage):
    """A press note in one language. Its translations are pages of their own, paired by Wagtail's
    ``translation_key``.

    ``on`` is the day the note bears; None says that it is not known, as on many old pages.
    """

    lead = models.TextField(_("summary"), blank=True, max_length=500)
    on = models.DateField(_("date"), null=True, blank=True, help_text=_("Empty: not known."))
    place = models.CharField(_("place"), max_length=200, blank=True)
    body = RichTextField(_("text"), features=FEATURES, blank=True)
    contacts = models.TextField(
        _("contacts"), blank=True, help_text=_("For the press: one line for each.")
    )
    source = models.URLField(
        _("first published at"), max_length=500, blank=True, help_text=_("Of notes of old sites.")
    )
    dialogue = models.ForeignKey(Dialogue, models.PROTECT, null=True, blank=True, related_name="+")
    meeting = models.ForeignKey(Meeting, models.SET_NULL, null=True, blank=True, related_name="+")
    instrument = models.ForeignKey(
        Instrument, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    parties = ParentalManyToManyField(Party, blank=True, related_name="+")
    themes = ParentalManyToManyField(Theme, blank=True, related_name="+")

    objects = NewsManager()

    content_panels = [
        *PublicPage.content_panels,
        FieldPanel("lead"),
        MultiFieldPanel([FieldPanel("on"), FieldPanel("place")], _("when and where")),
        FieldPanel("body"),
        FieldPanel("contacts"),
        InlinePanel("pictures", heading=_("pictures"), label=_("picture")),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("dialogue", "meeting", "instrument", "parties")]
            + [FieldPanel("themes"), FieldPanel("source")],
            _("what it is about"),
        ),
    ]
    parent_page_types = ["public.NewsIndex"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("news")
        verbose_name_plural = _("news")

    def refuse_scripts(self) -> None:
        """A meeting or a text is named only where anyone may read of it."""
        if fault := fault_of(self.body):
            raise ValidationError({"body": fault})
        for name, model in (("meeting", Meeting), ("instrument", Instrument)):
            key = getattr(self, f"{name}_id")
            if key and not model.objects.visible_to(ANYONE).filter(pk=key).exists():
                raise ValidationError(
                    {name: _("Not everyone may read this yet: news can name it once it is public.")}
                )

    def get_context(
        self, request: HttpRequest, *args: Any, part: str = "", **kwargs: Any
    ) -> dict[str, Any]:
        context = super().get_context(request, part=part)
        near = NewsPage.objects.told_in(self.language)
        near = near.exclude(translation_key=self.translation_key)
        if self.dialogue_id:
            near = near.filter(dialogue=self.dialogue_id)
        return context | {
            "near": near[:3],
            "about": self.about(),
            "ways": ways.of_home(self.get_parent().get_parent().specific),
        }

    @property
    def shown_meeting(self) -> Meeting | None:
        """Only while anyone may read of it, whatever became of its label since."""
        return Meeting.objects.visible_to(ANYONE).filter(pk=self.meeting_id).first()

    @property
    def shown_instrument(self) -> Instrument | None:
        return Instrument.objects.visible_to(ANYONE).filter(pk=self.instrument_id).first()

    def about(self) -> list[tuple[str, Any]]:
        """(address, name) of what it speaks of in the register, as far as anyone may read it."""
        named = [one for one in (self.dialogue, *self.parties.all()) if one]
        titled = [one for one in (self.shown_meeting, self.shown_instrument) if one]
        found = [(one, one.name) for one in named[:1]]
        found += [(one, one.title) for one in titled] + [(one, one.name) for one in named[1:]]
        return [(ways.to_rooms(one.get_absolute_url()), words) for one, words in found]

    @property
    def first_picture(self) -> NewsPicture | None:
        return next(iter(self.pictures.all()), None)

    @property
    def contact_lines(self) -> list[str]:
        return [line.strip() for line in self.contacts.splitlines() if line.strip()]


class NewsPicture(Orderable):
    """A picture of a note, with what it shows for those who do not see it."""

    page = ParentalKey(NewsPage, on_delete=models.CASCADE, related_name="pictures")
    image = models.ForeignKey("wagtailimages.Image", models.PROTECT, related_name="+")
    text = models.CharField(
        _("what it shows"), max_length=300, help_text=_("Read out to those who do not see it.")
    )
    credit = models.CharField(_("credit"), max_length=200, help_text=_("Whose picture it is."))
    caption = models.CharField(_("caption"), max_length=300, blank=True)

    panels = [FieldPanel(name) for name in ("image", "text", "credit", "caption")]

    class Meta(Orderable.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def __str__(self) -> str:
        return self.text
