"""The repository itself: its walls and its promises."""
