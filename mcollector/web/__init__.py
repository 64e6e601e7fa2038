"""What both doors share of the web: policies, sessions, headers, the entrance."""
