"""Floor 1: letters, rendering, SMTP or Maildir."""
