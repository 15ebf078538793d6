"""Who may reach what: every page, every role, own and foreign rows, from one policy file."""
