"""Tables whose columns have names and types: their header row is row 1."""
