"""The manual: plain text files, shown as pages, searched, and bound into one Word file."""
