"""Factories, one module per app. A factory makes the smallest valid row; tests say what matters to them."""
