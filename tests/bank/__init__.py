"""The questions and sources as they stand."""
