"""One thing a paper can say by name: a figure's number or a phrase made from figures."""

from dataclasses import dataclass

from reports.figures import Value


@dataclass(frozen=True)
class Said:
    """A name people may write in braces, and what stands there in the paper."""

    code: str
    label: str
    definition: str
    text: str
    unit: str = ""
    url: str = ""

    @classmethod
    def of(cls, value: Value) -> "Said":
        """A figure's number as something to say."""
        figure = value.figure
        return cls(
            figure.code, figure.label, figure.definition, value.text, figure.unit, figure.url()
        )
