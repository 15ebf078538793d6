"""The forty-eight hostile inputs of the security design: each is refused with a sentence."""
