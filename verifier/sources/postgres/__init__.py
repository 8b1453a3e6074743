"""Tables of PostgreSQL: a snapshot, read by the process that may use the network."""
