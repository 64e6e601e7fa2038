"""The pages of 証明書登録, at whichever door they are opened: the employee's or a clerk's."""
