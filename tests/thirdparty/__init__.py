"""Distributions of strangers, installed with pip by the tests: one good, the others each break in one place."""
