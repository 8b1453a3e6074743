"""Words of figures, one file a language."""
