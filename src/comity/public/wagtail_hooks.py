"""Ways from Wagtail's editor to the desk of the pages: languages, and the second person."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.menu import MenuItem

from . import standing


@hooks.register("register_admin_menu_item")
def pages_by_language() -> MenuItem:
    return MenuItem(_("Public pages"), reverse("public:pages"), icon_name="globe", order=50)


class ToSecondPerson(ActionMenuItem):
    """Where the button to publish would be: the page on which another editor publishes."""

    name = "to-second-person"
    label = _("Have it read and published")
    icon_name = "group"

    def get_url(self, context: dict[str, Any]) -> str | None:
        page = context["page"] if context["view"] == "edit" else None
        return standing.review_url(page) if page else None

    def is_shown(self, context: dict[str, Any]) -> bool:
        return bool(context["view"] == "edit")


@hooks.register("register_page_action_menu_item")
def to_second_person() -> ActionMenuItem:
    return ToSecondPerson(order=10)
