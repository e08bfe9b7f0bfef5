"""Wagtail's viewsets of our models."""
