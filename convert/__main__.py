"""`python -m convert` and the command `wirecopy` are the same."""

from convert.cli import main

if __name__ == "__main__":
    main()
