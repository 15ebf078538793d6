"""The one colour table: which tone a status wears, always beside its word."""

WORDS: dict[str, str] = {
    "grey": "draft dropped cancelled void unused waiting withdrawn not_started",
    "blue": "submitted rectifying running open preview pending close_applied frozen rehearsing "
    "tallied ended sealed",
    "orange": "returned close_rejected reopened due_soon late orange",
    "yellow": "yellow",
    "red": "overdue failed refused not_done red",
    "teal": "verified published standing",
    "green": "approved closed final finished passed released done on_time sent acknowledged lifted",
}
TONES: dict[str, str] = {status: tone for tone, words in WORDS.items() for status in words.split()}


def tone(status: object) -> str:
    """Return the tone of a status value; an unknown one is calm."""
    return TONES.get(str(status), "blue")
