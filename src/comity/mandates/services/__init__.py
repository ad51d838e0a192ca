"""The verbs of this room: giving mandates (``mandating``) and reporting on them (``reporting``)."""
