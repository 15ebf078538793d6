"""Keeping the roster: units and their names, cadres and their posts, accounts and their duties."""

from roster.rules.accounts import (
    change_password,
    disable,
    enable,
    grant,
    open_account,
    reset_password,
    withdraw_duty,
)
from roster.rules.cadres import appoint, relieve
from roster.rules.units import found, install_units, learn_alias, merge, rename

__all__ = [
    "appoint",
    "change_password",
    "disable",
    "enable",
    "found",
    "grant",
    "install_units",
    "learn_alias",
    "merge",
    "open_account",
    "relieve",
    "rename",
    "reset_password",
    "withdraw_duty",
]
