"""The index: a copy of words, never a source. Who may read them is asked of the things."""

from __future__ import annotations

from django.db import models


class Found(models.Model):
    """The words of one thing in one language, and what results are narrowed by."""

    model = models.CharField(max_length=60)
    thing = models.PositiveBigIntegerField()
    language = models.CharField(max_length=8, blank=True)
    dialogue = models.PositiveBigIntegerField(null=True)
    on = models.DateField(null=True)
    title = models.TextField()
    text = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["model", "thing", "language"], name="words_are_kept_once_per_language"
            )
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.thing} ({self.language})"


class Due(models.Model):
    """Something was done to a thing; its words are read again within a minute."""

    model = models.CharField(max_length=60)
    thing = models.PositiveBigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["model", "thing"], name="due_of_a_thing")]

    def __str__(self) -> str:
        return f"{self.model} {self.thing}"
