"""Who there is: units with aliases, cadres with posts, accounts with duties."""

from roster.models.accounts import Change, Duty, User, allowed_officer_mix, refuse_officer_mix
from roster.models.entrance import Authenticator, Consent, PastPassword, Sitting
from roster.models.people import Cadre, CadreQuerySet, Post
from roster.models.units import Alias, OfUnitQuerySet, Unit, UnitQuerySet

__all__ = [
    "Alias",
    "Authenticator",
    "Cadre",
    "CadreQuerySet",
    "Change",
    "Consent",
    "Duty",
    "OfUnitQuerySet",
    "PastPassword",
    "Post",
    "Sitting",
    "Unit",
    "UnitQuerySet",
    "User",
    "allowed_officer_mix",
    "refuse_officer_mix",
]
