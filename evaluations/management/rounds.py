"""What the commands about one stored round share: its number, and whether to print JSON."""

from django.core.management.base import BaseCommand, CommandError, CommandParser

from evaluations.models import Round


class RoundCommand(BaseCommand):
    """A command that is given the number of a round."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("round", type=int, help="评议编号")
        parser.add_argument("--json", action="store_true", help="以 JSON 输出")

    def round_of(self, number: int) -> Round:
        """The round of this number; a sentence where there is none."""
        found = Round.objects.filter(pk=number).first()
        if found is None:
            raise CommandError(f"没有编号为{number}的评议。")
        return found
