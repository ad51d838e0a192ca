"""The verbs of this room, by idea."""
