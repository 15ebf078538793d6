"""Walks through the whole program in a real Chromium, one for every duty."""
