"""The verbs of this room: tell somebody, deliver what waits, follow a body."""

from .delivering import (
    GIVE_UP_AFTER,
    LONGEST_PAUSE,
    Delivery,
    deliver,
    deliver_all,
    pause_after,
)
from .following import follow, followed, unfollow
from .queueing import CarriesFiles, queue, queue_all
from .telling import first_time, tell

__all__ = [
    "GIVE_UP_AFTER",
    "LONGEST_PAUSE",
    "CarriesFiles",
    "Delivery",
    "deliver",
    "deliver_all",
    "first_time",
    "follow",
    "followed",
    "pause_after",
    "queue",
    "queue_all",
    "tell",
    "unfollow",
]
