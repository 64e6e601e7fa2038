"""本人性確認: the page, what is missing, the decision and its undoing."""
