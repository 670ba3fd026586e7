"""In the lean image: JavaScript calls the engine's one door and runs no code in strings."""
