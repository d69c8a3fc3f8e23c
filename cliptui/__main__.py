"""`python -m cliptui`."""

from cliptui.cli import main

if __name__ == "__main__":
    main()
