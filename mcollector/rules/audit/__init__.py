"""The log's words and its tree of hashes."""
