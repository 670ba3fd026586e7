"""Tools that a person runs: setup, build and serve, checks, bench. Nothing here ships to a reader."""
