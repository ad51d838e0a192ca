"""Pages of this room that Wagtail does not serve by itself."""
