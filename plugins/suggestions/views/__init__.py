"""The admin's and the public's views."""
