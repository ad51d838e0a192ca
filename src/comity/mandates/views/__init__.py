"""Requests of this room: the matrix, mandates, reports."""
