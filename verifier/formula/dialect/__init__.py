"""How expressions are written for DuckDB."""
