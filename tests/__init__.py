"""Every test is a promise; its name or first line says which. The folders mirror the rooms."""
