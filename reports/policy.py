"""Who may write, approve and release circulars."""

from common.refusal import Refused
from reports.models import Circular
from roster.models import User

WRITING = frozenset({"compose", "edit", "release", "withdraw", "note", "keep_template"})


def granted(user: User) -> frozenset[str]:
    """The circular verbs this person may use, whatever the status."""
    verbs: set[str] = set()
    if user.is_office:
        verbs |= WRITING
    if user.is_leader:
        verbs |= {"approve", "send_back", "override"}
    return frozenset(verbs)


def possible(user: User, row: Circular) -> frozenset[str]:
    """The verbs to draw buttons for: granted and fitting the status."""
    fitting = {
        Circular.Status.DRAFT: {"edit", "approve"},
        Circular.Status.APPROVED: {"release", "send_back", "override"},
        Circular.Status.RELEASED: {"withdraw"},
    }
    return granted(user) & fitting.get(Circular.Status(row.status), set())


def require(user: User, verb: str) -> None:
    """Raise Refused unless the person may."""
    if verb not in granted(user):
        raise Refused("您没有办理此项通报工作的权限：拟稿、印发由办公室办理，审定由领导办理。")
