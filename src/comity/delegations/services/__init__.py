"""The verbs of this room, by idea; views import the module they need."""
