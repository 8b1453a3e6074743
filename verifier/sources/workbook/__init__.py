"""Workbooks of Office Open XML: their parts, sheets and cells."""
