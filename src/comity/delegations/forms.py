"""What is typed about delegations."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from comity.parties.models import Membership, Party, Person
from comity.ui.fields import ManyField, give_choices, give_records
from comity.ui.locales import language_name, page_language
from comity.ui.said import plain

from .models import Arrangement, Convocation, Delegate, Delegation
from .models.delegations import MOST

SPOKEN = ("es", "en", "fr", "pt", "nl", "ht")
"""Languages asked for; the site need not speak them."""
CLASSES = (Membership.Role.MEMBER, Membership.Role.ASSOCIATE, Membership.Role.OBSERVER)


def _day(label: Any, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        help_text=help_text,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )


def _quota(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=MOST,
        help_text=_("Empty: no limit."),
    )


class ConvocationForm(forms.Form):
    """What goes for all delegations of a meeting."""

    answer_by = _day(_("Parties answer by"))
    nominate_by = _day(_("Delegations are nominated by"))
    quota_member = _quota(_("Delegates of a member, at most"))
    quota_associate = _quota(_("Delegates of an associate, at most"))
    quota_observer = _quota(_("Delegates of an observer, at most"))
    host_accredits = forms.BooleanField(
        label=_("The host approves delegations, too"), required=False
    )
    order_language = forms.ChoiceField(
        label=_("Parties are listed in the alphabetical order of"), required=False
    )
    erase_after = forms.IntegerField(
        label=_("Practical arrangements are erased so many days after the meeting"),
        min_value=0,
        max_value=365,
    )

    def __init__(self, *args: Any, convocation: Convocation, **kwargs: Any) -> None:
        kept = {
            name: getattr(convocation, name)
            for name in ("answer_by", "nominate_by", "host_accredits", "order_language",
                         "erase_after")
        }  # fmt: skip
        kept |= {f"quota_{role}": convocation.quotas.get(role) for role in CLASSES}
        super().__init__(*args, **{"initial": kept} | kwargs)
        page = page_language()
        languages = [(code, language_name(code, page)) for code, _name in settings.LANGUAGES]
        give_choices(self, "order_language", [("", _("each list’s own language")), *languages])
        self.meeting = convocation.meeting

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        answer_by, nominate_by = said.get("answer_by"), said.get("nominate_by")
        if answer_by and nominate_by and nominate_by < answer_by:
            self.add_error(
                "nominate_by", _("Nominations end before the answers. Choose a later day.")
            )
        last: date = self.meeting.ends_on or self.meeting.starts_on
        for name in ("answer_by", "nominate_by"):
            if said.get(name) and said[name] > last:
                self.add_error(name, _("The meeting is over by then. Choose an earlier day."))
        quotas = {role: said.pop(f"quota_{role}", None) for role in CLASSES}
        said["quotas"] = {
            str(role.value): number for role, number in quotas.items() if number is not None
        }
        return said


class PartiesField(ManyField):
    """Parties with the class in which they are invited."""

    classes: dict[int, str] = {}

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj} ({Membership.Role(self.classes[obj.pk]).label})"


class InviteForm(forms.Form):
    """Which of the parties that may come are invited."""

    parties = PartiesField(
        queryset=Party.objects.none(), label=_("Parties"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, parties: dict[Party, str], **kwargs: Any) -> None:
        keys = [party.pk for party in parties]
        super().__init__(*args, **{"initial": {"parties": keys}} | kwargs)
        field = self.fields["parties"]
        assert isinstance(field, PartiesField)
        field.classes = {party.pk: role for party, role in parties.items()}
        give_records(self, "parties", Party.objects.filter(pk__in=keys))


class LogisticsForm(forms.Form):
    """Which person of the host reads the practical arrangements."""

    person = forms.ModelChoiceField(
        queryset=Person.objects.none(),
        label=_("Person of the host who sees to logistics"),
        required=False,
        empty_label=_("nobody"),
        help_text=_("This person alone reads arrivals, visas, diets and needs of access."),
    )

    def __init__(self, *args: Any, persons: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = [one.pk for one in persons]
        give_records(self, "person", Person.objects.filter(pk__in=keys).order_by("name"))


class QuotaForm(forms.Form):
    quota = forms.IntegerField(
        label=_("Delegates of this party, at most"),
        required=False,
        min_value=0,
        max_value=MOST,
        help_text=_("Empty: as for its class."),
    )


class DelegateForm(forms.Form):
    """A person who comes for a party."""

    title = forms.CharField(label=_("Title"), max_length=40, required=False, help_text=_("As Dr."))
    name = forms.CharField(
        label=_("Name"), max_length=200, help_text=_("As it is to stand on the badge and the list.")
    )
    role = forms.ChoiceField(
        label=pgettext_lazy("of a delegate", "Role"),
        choices=Delegate.Role.choices,
        initial=Delegate.Role.ADVISER,
    )
    function = forms.CharField(
        label=_("Function"), max_length=300, required=False,
        help_text=_("As Director General of Migration."),
    )  # fmt: skip
    languages = forms.MultipleChoiceField(
        label=_("Languages"), required=False, widget=forms.CheckboxSelectMultiple
    )
    email = forms.EmailField(
        label=_("E-mail"), required=False,
        help_text=_(
            "Read by your party and the secretariat alone. Once the person is approved, the form "
            "for the journey is sent there."
        ),
    )  # fmt: skip

    def __init__(self, *args: Any, delegate: Delegate | None = None, **kwargs: Any) -> None:
        if delegate is not None:
            kwargs["initial"] = {name: getattr(delegate, name) for name in self.base_fields}
        super().__init__(*args, **kwargs)
        self.others: list[Delegate] = []
        codes = dict.fromkeys([*SPOKEN, *(delegate.languages if delegate else [])])
        named = [(code, language_name(code, page_language())) for code in codes]
        give_choices(self, "languages", named)
        if "is_another" in self.data:
            self.ask_whether_another([])

    def ask_whether_another(self, others: list[Delegate]) -> None:
        """Show who is called likewise, and let whoever types say that this is another person."""
        self.others = others
        self.fields["is_another"] = forms.BooleanField(
            label=_("This is another person."), required=False
        )


class EarlierField(forms.ModelChoiceField):
    """A choice of delegations by their meetings; a watched one does not say its title."""

    def label_from_instance(self, obj: Any) -> str:
        meeting = obj.meeting
        return f"{plain(meeting.passing_title)} ({meeting.starts_on.year})"


class BeginForm(forms.Form):
    """An earlier delegation of the party to begin with."""

    earlier = EarlierField(
        queryset=Delegation.objects.none(),
        label=_("Begin with the delegation to"),
        empty_label=None,
    )

    def __init__(self, *args: Any, earlier: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        give_records(self, "earlier", earlier)


class ReturnForm(forms.Form):
    comment = forms.CharField(
        label=_("Comment"),
        max_length=2000,
        required=False,
        help_text=_("What the party is to change; needed to return."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ArrangementForm(forms.Form):
    """Practical arrangements. Nothing in it is required."""

    arrives = forms.CharField(
        label=_("Arrival"), max_length=200, required=False,
        help_text=_("Day, time and flight."),
    )  # fmt: skip
    leaves = forms.CharField(
        label=_("Departure"), max_length=200, required=False,
        help_text=_("Day, time and flight."),
    )  # fmt: skip
    visa = forms.ChoiceField(
        label=_("Visa"), required=False, choices=[("", _("not known")), *Arrangement.Visa.choices]
    )
    hotel = forms.CharField(label=_("Hotel"), max_length=300, required=False)
    diet = forms.CharField(label=_("Diet"), max_length=300, required=False)
    access = forms.CharField(
        label=_("What is needed to take part"),
        max_length=2000,
        required=False,
        help_text=_("As a place for a wheelchair, sign language, large print."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    note = forms.CharField(
        label=_("Note"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
