"""The demo campaign: a made-up district in the middle of its work."""
