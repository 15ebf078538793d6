"""Backups: one encrypted file with every row, every uploaded file and the keys that read them."""
