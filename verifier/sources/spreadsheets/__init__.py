"""Spreadsheets of other formats than Office Open XML, told alike to what opens them."""
