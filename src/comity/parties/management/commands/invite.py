"""``comity invite``: the operator offers a seat; so the first administrator of a party comes in."""

from __future__ import annotations

import argparse
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from comity.parties.models import Body, Party, Seat
from comity.parties.services import invite_as_operator
from comity.refusals import Refusal

NOT_DONE = 2


class Command(BaseCommand):
    help = "Invite a person to a seat of a party, as the operator of the site."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--party", required=True, help="its slug, as panama")
        parser.add_argument("--body", required=True, help="its slug, as crm-plenary")
        parser.add_argument("--role", required=True, choices=Seat.Role.values)
        parser.add_argument(
            "--administrator", action="store_true", help="who invites the others of the party"
        )
        parser.add_argument(
            "--language", choices=dict(settings.LANGUAGES), help="without it, the dialogue's first"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        _require_address(options["email"])
        party, body = _named(Party, options["party"]), _named(Body, options["body"])
        try:
            invitation, link = invite_as_operator(
                party,
                email=options["email"],
                body=body,
                role=options["role"],
                language=options["language"] or _first_language(body),
                is_administrator=options["administrator"],
                at=timezone.now(),
            )
        except Refusal as refusal:
            raise CommandError(str(refusal), returncode=NOT_DONE) from refusal
        words = _("%(email)s is invited to a seat of %(party)s in %(body)s.")
        named = {"email": invitation.email, "party": party, "body": body}
        self.stdout.write(words % named)
        if not settings.SMTP:
            self.stdout.write(_not_sent(invitation.expires_at))
            self.stdout.write(link)


def _not_sent(until: Any) -> str:
    return _(
        "No mail server is set, so the invitation was not sent. Give the person this address; "
        "it works once, until %(day)s:"
    ) % {"day": date_format(timezone.localtime(until))}


def _require_address(words: str) -> None:
    try:
        validate_email(words)
    except ValidationError as fault:
        sentence = _("“%(words)s” is not an e-mail address. Write it as who@example.org.")
        raise CommandError(sentence % {"words": words}, returncode=NOT_DONE) from fault


def _named(model: Any, slug: str) -> Any:
    found = model.objects.filter(slug=slug).first()
    if found is None:
        known = ", ".join(model.objects.order_by("slug").values_list("slug", flat=True))
        words = _("Nothing is called %(slug)s here. Use one of these: %(known)s.")
        raise CommandError(words % {"slug": slug, "known": known or "–"}, returncode=NOT_DONE)
    return found


def _first_language(body: Body) -> str:
    """The first language of the dialogue in which the site speaks."""
    spoken = dict(settings.LANGUAGES)
    return next((one for one in body.dialogue.languages if one in spoken), "en")
