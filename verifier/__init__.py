"""Checks every figure of a data analysis against the cells it cites."""
