"""The one exception of the kit: a file that cannot be read, and what to do about it."""


class Unreadable(Exception):
    """A whole file is refused; the message names the fault and how to mend it in one sentence."""
