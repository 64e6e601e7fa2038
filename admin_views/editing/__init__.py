"""The pages of one person: changing what is known, and entering for them."""
