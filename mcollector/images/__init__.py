"""Floor 1: the only room with image libraries, and the child process they run in.

The jobs' door is `cleaner.Cleaner`: `look(data, Question(slot, today))` returns `looked.Looked`
with two clean JPEGs, hints (their sentences: `rules.photographs.hints`), and a `readings.Reading`
to be sealed and compared.
"""
