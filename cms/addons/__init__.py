"""The control panel of add-ons in Wagtail's settings."""
