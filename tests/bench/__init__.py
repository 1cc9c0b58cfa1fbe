"""The benchmark, run by hand: ``python -m tests.bench``. Nothing here is asserted but that it runs."""
