"""Telling people. ``comity.notices.services.tell`` is what the other rooms use."""
