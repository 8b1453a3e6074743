"""Rules about prose: one file each."""
