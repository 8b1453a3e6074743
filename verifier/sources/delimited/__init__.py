"""Text with delimiters: what its bytes, characters, records and cells are."""
