"""Rules about data: one file each."""
