"""What a person types on the pages of this room."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from comity.tlp import Label
from comity.ui.fields import ManyField, give_records

from .access import Shared
from .dates import PartialDate
from .models import Body, Party, Person, Seat


class PartialDateField(forms.CharField):
    """A date as exactly as it is known: ``2016``, ``2016-12`` or ``2016-12-05``."""

    default_error_messages = {
        "date": _("“%(words)s” is not a date. Write it as 2016, 2016-12 or 2016-12-05."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("As exactly as it is known: 2016, 2016-12 or 2016-12-05."))
        super().__init__(max_length=10, **kwargs)
        self.widget.attrs |= {"inputmode": "numeric", "autocomplete": "off"}

    def clean(self, value: Any) -> PartialDate | None:
        typed = super().clean(value)
        if not typed:
            return None
        try:
            return PartialDate.read(typed)
        except ValueError:
            raise forms.ValidationError(
                self.error_messages["date"], code="date", params={"words": typed}
            ) from None


class OnForm(forms.Form):
    """The day a page is asked for."""

    on = forms.DateField(
        label=_("As it was on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={
            "invalid": _("This is not a date that exists. Write it as 2014-06-26."),
        },
    )

    def day(self, today: date) -> date:
        return (self.is_valid() and self.cleaned_data["on"]) or today


class InvitationForm(forms.Form):
    email = forms.EmailField(label=_("E-mail"))
    body = forms.ModelChoiceField(
        Body.objects.none(), label=_("Body"), empty_label=_("Choose a body")
    )
    role = forms.ChoiceField(label=_("Role"), choices=Seat.Role, initial="officer")
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, party: Party, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        current = party.memberships.current(on).values("body")
        bodies = Body.objects.filter(pk__in=current).select_related("dialogue")
        give_records(self, "body", bodies)


class AcceptanceForm(forms.Form):
    """What somebody new at the table gives: a name and a password."""

    name = forms.CharField(label=_("Your name"), max_length=200)
    password = forms.CharField(
        label=_("Password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Twelve characters or more; a short sentence is easy to remember."),
        strip=False,
    )

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password


class CircleForm(forms.Form):
    """How far a record may travel."""

    label = forms.ChoiceField(
        label=_("Label"), choices=[(label.value, label.words) for label in Label]
    )
    with_observers = forms.BooleanField(label=_("Observers may read it too"), required=False)
    recipients = ManyField(
        Person.objects.none(),
        label=_("Recipients of TLP:RED"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only these persons and the author read a record of TLP:RED."),
    )

    def __init__(self, *args: Any, record: Shared, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seated = Seat.objects.current(on).filter(body__dialogue=record.body.dialogue)
        persons = Person.objects.filter(pk__in=seated.values("person")).order_by("name")
        give_records(self, "recipients", persons)


class ProfileForm(forms.ModelForm):
    class Meta:
        model = Person
        fields = ["name", "language"]
