"""The one way to say no to a person."""


class Refused(Exception):
    """A deed was refused; the text says what, where and how to mend it, in Chinese."""


class Conflict(Refused):
    """Somebody else was first; what was typed is kept and may be tried again."""
