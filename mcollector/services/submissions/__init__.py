"""Submitting and resubmitting, by oneself, by a phone, by a clerk."""
