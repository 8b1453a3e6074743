"""Tables and cells of database files of SQLite."""
