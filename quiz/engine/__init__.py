"""Decides and grades. Pure Python, standard library only: the one package that ships to the reader's browser.

It knows ids, numbers and codes. It must not know words, HTML, a clock, chance or a browser:
time and chance are arguments, sentences stand in the bank.

Layers, lowest first (nothing imports upwards; `tests/repo` holds this):
`errors < model, fields, numbers, chance, cost, plain < draws, review < kinds, selection < bank, grading < session < record <
operations < protocol`.
"""
