"""Views of the public site and of the staff's screens."""
