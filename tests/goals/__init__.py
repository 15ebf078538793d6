"""The goal figures of the security design, printed plainly."""
