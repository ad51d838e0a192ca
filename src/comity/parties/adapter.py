"""How persons come in: by invitation of a party's administrator, never by themselves."""

from __future__ import annotations

import time

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest


class InvitationOnly(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_reauthentication_required(self, *, app: str, **options: object) -> bool:
        """Who has just given the password is not asked for it again to set up the first second
        factor."""
        user = self.request.user
        if app != "allauth.mfa" or is_mfa_enabled(user):
            return super().is_reauthentication_required(app=app, **options)
        records = get_authentication_records(self.request, user)
        latest = max((record["at"] for record in records), default=0)
        return time.time() - latest > app_settings.REAUTHENTICATION_TIMEOUT
