"""What GB/T 22239-2019 and our own security design promise, one test a promise."""
