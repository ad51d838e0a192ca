"""Proposals in the templates of this room and of those above."""

from __future__ import annotations

from django import template

from ..painting import paint

register = template.Library()
register.simple_tag(paint, name="proposal")
