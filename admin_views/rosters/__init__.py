"""The pages of the roster: upload, preview, the run, one person by hand."""
