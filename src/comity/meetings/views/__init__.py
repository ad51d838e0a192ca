"""Pages of meetings, of their agenda, and of what the chair does with one item."""
