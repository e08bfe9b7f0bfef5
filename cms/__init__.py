"""Liaison: kernel, access and composition root."""

__version__ = "0.1.0"
