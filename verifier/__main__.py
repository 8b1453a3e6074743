from verifier.start import command  # noqa: D100 - its three lines say what it is

command()
