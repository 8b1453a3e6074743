from verifier.cli import command  # noqa: D100 - its three lines say what it is

command()
