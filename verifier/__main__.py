from verifier.cli import main  # noqa: D100 - its three lines say what it is

raise SystemExit(main())
