"""The clock: by when something is due, since when it was, and how that ended. It knows nothing of what is due."""
