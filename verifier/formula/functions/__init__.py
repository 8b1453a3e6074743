"""The spreadsheet functions, one definition each, by family."""
