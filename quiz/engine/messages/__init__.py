"""Reads a text message: which phrases matter, what is missing, what kind of message it looks like. Findings are ids; words stand in the bank.

`fold` makes disguised writing plain and remembers where each character stood; `tokens` finds numbers, links and senders; `wording` reads
what an author wrote as a pattern; `matching` finds all patterns at once, in time that grows with the text alone; `patterns` holds them;
`scan` says what was found. None of it remembers a message.
"""
