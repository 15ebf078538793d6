"""Keeping the roster: units and their names, cadres and their posts, accounts and their duties."""

from roster.rules.accounts import (
    disable,
    enable,
    grant,
    open_account,
    reset_password,
    withdraw_duty,
)
from roster.rules.cadres import appoint, place, relieve
from roster.rules.changes import record
from roster.rules.consents import answer_consent, ask_consent
from roster.rules.entrance import (
    admit,
    change_password,
    clear_sittings,
    end_sitting,
    keep_sitting,
    recognise,
    refuse_past_password,
    retire_idle,
    sign_in,
    sign_out,
    turn_away,
    unlock,
    unlock_network,
)
from roster.rules.factors import (
    address,
    confirm_authenticator,
    offer_authenticator,
    pass_factor,
    seed,
)
from roster.rules.units import arrange, found, install_units, learn_alias, merge, rename

__all__ = [
    "address",
    "admit",
    "answer_consent",
    "appoint",
    "arrange",
    "ask_consent",
    "change_password",
    "clear_sittings",
    "confirm_authenticator",
    "disable",
    "enable",
    "end_sitting",
    "found",
    "grant",
    "install_units",
    "keep_sitting",
    "learn_alias",
    "merge",
    "offer_authenticator",
    "open_account",
    "pass_factor",
    "place",
    "recognise",
    "record",
    "refuse_past_password",
    "relieve",
    "rename",
    "reset_password",
    "retire_idle",
    "seed",
    "sign_in",
    "sign_out",
    "turn_away",
    "unlock",
    "unlock_network",
    "withdraw_duty",
]
