"""The engine, natively."""
