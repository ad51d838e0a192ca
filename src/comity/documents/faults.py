"""Refusals of a file, each named for the rule it breaks."""

from comity.refusals import Refusal


class FileRefused(Refusal):
    """The file is not kept; the message says why and what to do."""


class EmptyFile(FileRefused):
    """A file has at least one byte."""


class TooLarge(FileRefused):
    """A file stays below the limit, as it is and unpacked."""


class KindNotTaken(FileRefused):
    """Only some kinds of file are taken."""


class TwoKinds(FileRefused):
    """A name ends in one kind only."""


class NotWhatItSays(FileRefused):
    """The bytes are of the kind that the name says."""


class TwoInOne(FileRefused):
    """A file is of one kind only."""


class CutOff(FileRefused):
    """A file is whole."""


class CarriesMacros(FileRefused):
    """A file carries no programs."""


class Protected(FileRefused):
    """A file opens without a password."""


class Unsound(FileRefused):
    """What is packed into a file stays in it, and is no more than it shows."""
