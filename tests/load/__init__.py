"""The evening of a deadline, played by a few dozen clients on this machine."""
