"""The pages of 本人性確認: numbers, photographs, memos, returns."""
