"""The plugin machine: contracts, registrar, slots, transitions, audit and events."""
