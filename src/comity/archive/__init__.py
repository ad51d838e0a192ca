"""Old pages of other sites, read into what they say; no Django, no database."""
