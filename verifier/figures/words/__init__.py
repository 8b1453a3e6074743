"""Words of figures, read from the files of all languages."""
