"""Measures what a reader pays, in bytes and in seconds, and what a build costs. Nothing here is a test: times depend on the machine, so
no test reads them.
"""
