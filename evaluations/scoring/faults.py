"""What is wrong with a scheme or a set of rules, said to the person who wrote it."""


class SchemeFault(ValueError):
    """A scheme, an option set or a rule that cannot be used as written."""
