"""The office's own accounts: invitations, rights."""
