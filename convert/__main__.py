"""Entry point of `python -m convert`, the same as the command `wirecopy`."""

from convert.cli import main

if __name__ == "__main__":
    main()
