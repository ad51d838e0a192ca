"""What all pages of the public site have in common."""

from __future__ import annotations

from typing import Any

from wagtail.models import Page, PagePermissionTester

from comity.parties.models import Person


class TwoHands(PagePermissionTester):
    """Wagtail's editor writes drafts only: what is published passes through ``publish_page``,
    which asks for a second person. So the editor's own ways to publish are closed to all."""

    def can_publish(self) -> bool:
        return False

    def can_publish_subpage(self) -> bool:
        return False

    def can_unpublish(self) -> bool:
        """Taking a page back needs nobody else."""
        return bool(self.page.live and not self.page_is_root and self.can_edit())


class PublicPage(Page):
    """A page that anyone may read once two persons published it."""

    class Meta:
        abstract = True

    def permissions_for_user(self, user: Person) -> TwoHands:
        return TwoHands(user, self)

    @property
    def language(self) -> str:
        return str(self.locale.language_code)

    def get_admin_display_title(self) -> str:
        return str(self.draft_title or self.title)

    def clean(self) -> None:
        super().clean()
        self.refuse_scripts()

    def refuse_scripts(self) -> None:
        """A kind of page with rich text looks into it here."""

    def get_absolute_url(self) -> str:
        return str(self.get_url() or "")

    def editable(self) -> Any:
        """The page as its newest draft has it."""
        return self.get_latest_revision_as_object()
