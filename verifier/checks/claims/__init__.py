"""Rules about claims: one file each."""
