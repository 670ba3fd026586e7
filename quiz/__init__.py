"""The self-check: what is asked (bank), what decides (engine), what builds it (publish), what shows it (web)."""
