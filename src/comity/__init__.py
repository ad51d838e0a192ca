"""Comity: the virtual secretariat of a regional dialogue on migration."""
