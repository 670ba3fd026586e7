"""Build time: checks the bank, renders items to HTML, ships runtime and engine. Only `hooks` knows MkDocs."""
