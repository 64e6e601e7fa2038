"""Letters: kinds, reasons, languages, words, and when reminders go."""
