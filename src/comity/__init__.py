"""Comity: the virtual secretariat of a regional dialogue on migration."""

__version__ = "0.2.0"
