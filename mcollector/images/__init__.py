"""Floor 1: the only room with image libraries, and the child process they run in.

The jobs' door is `cleaner.Cleaner`: `examine(data, Question(slot, today))` returns an
`examined.Examined` with two clean JPEGs, hints (their sentences: `rules.photographs.hints`), and a
`readings.Reading` to be sealed and compared.
"""
