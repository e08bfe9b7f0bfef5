"""The demo's submissions: invented matters in real streets."""
