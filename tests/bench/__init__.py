"""What `./run bench` measures: ratios from one run, never bare seconds of one machine."""
