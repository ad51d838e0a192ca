"""Who edits the public pages: members of one group, which the operator fills."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from comity.parties.models import Person

GROUP = "Editors of the public pages"
_PAGES = ("add_page", "change_page")
_IMAGES = ("add_image", "choose_image")


def is_editor(person: Any) -> bool:
    return bool(person.is_authenticated and person.has_perm("wagtailadmin.access_admin"))


def group_of_editors(root: Page) -> Group:
    """With the rights to write every page and to bring pictures in; publishing is no right of
    Wagtail's here, but an act of two persons."""
    group, _made = Group.objects.get_or_create(name=GROUP)
    group.permissions.add(_right("wagtailadmin", "access_admin"))
    for codename in _PAGES:
        right = _right("wagtailcore", codename)
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=right)
    collection = Collection.get_first_root_node() or Collection.add_root(name="Root")
    for codename in _IMAGES:
        right = _right("wagtailimages", codename)
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=collection, permission=right
        )
    return group


def _right(app: str, codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label=app, codename=codename)


def editors() -> Any:
    return Person.objects.filter(groups__name=GROUP, is_active=True).order_by("name")
