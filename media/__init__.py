"""Image and document models, and the checks every upload passes. Uploaded files live in var/, not here."""
