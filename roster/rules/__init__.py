"""Keeping the roster: units and their names, cadres and their posts, accounts and their duties."""

from roster.rules.accounts import (
    change_password,
    disable,
    enable,
    grant,
    open_account,
    reset_password,
    sign_in,
    turn_away,
    withdraw_duty,
)
from roster.rules.cadres import appoint, place, relieve
from roster.rules.changes import record
from roster.rules.units import arrange, found, install_units, learn_alias, merge, rename

__all__ = [
    "appoint",
    "arrange",
    "change_password",
    "disable",
    "enable",
    "found",
    "grant",
    "install_units",
    "learn_alias",
    "merge",
    "open_account",
    "place",
    "record",
    "relieve",
    "rename",
    "reset_password",
    "sign_in",
    "turn_away",
    "withdraw_duty",
]
