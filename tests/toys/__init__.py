"""An add-on that brings one of everything, installed for the tests alone. Off at first, as any stranger's."""
