"""Paths in, files out: what surrounds the pure stages."""
