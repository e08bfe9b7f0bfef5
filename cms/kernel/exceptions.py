"""What `perform` raises. Each message is for people, in their language."""


class KernelError(Exception):
    """Base of the kernel's errors; `str(error)` can be shown to the person who asked."""


class Denied(KernelError):
    """The actor may not do this, or not with this object."""


class Conflict(KernelError):
    """The object changed meanwhile: another state, another's claim. Nothing was changed."""


class InvalidMove(KernelError):
    """The data of the move are not valid. `errors` maps field names to lists of messages."""

    def __init__(self, message: str, errors: dict | None = None):
        super().__init__(message)
        self.errors = errors or {}


class Failed(KernelError):
    """The move's own code raised. Everything was rolled back, and the error is in the log with the plugin's id."""


class RegistrationError(KernelError):
    """A plugin registered something twice, under a wrong name or without the contract's methods."""
