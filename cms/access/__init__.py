"""Who may do what: the user model, roles granted on places, and the policies that Wagtail asks."""
