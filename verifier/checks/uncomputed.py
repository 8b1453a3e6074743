"""The error that stands for a formula without a stored value."""

UNCOMPUTED = "#UNCOMPUTED!"
"""What the sources write; a test holds both to be equal."""
