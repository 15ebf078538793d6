"""Watching the program at work: health, figures for Prometheus, logs, jobs, the checklist."""
