"""Counting workbooks: reading what tellers wrote and binding it to a scheme."""
