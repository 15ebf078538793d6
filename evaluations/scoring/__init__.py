"""Arithmetic of evaluations: exact, without Django, explainable down to the option counts."""
