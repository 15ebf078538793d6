"""Shared kits without tables or domain words."""
