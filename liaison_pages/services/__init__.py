"""Writes: keyword-only arguments, the actor explicit, one transaction."""
