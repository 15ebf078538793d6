"""Counting workbooks: reading what tellers wrote, whatever the layout, and binding it to a scheme."""
