"""OpenDocument spreadsheets: one XML part with every sheet."""
