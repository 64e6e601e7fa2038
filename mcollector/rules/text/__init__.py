"""Names and spellings as people write them, and numbers in their texts."""
