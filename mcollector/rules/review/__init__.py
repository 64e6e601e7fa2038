"""How a review is made: methods, marks, reasons for a return."""
