"""``python -m dateline``: the command line."""

from streams.commands.main import main

if __name__ == "__main__":
    main()
