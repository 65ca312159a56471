"""Copy for print: running heads of pages, marks of manuscripts for the desk, and notices of deaths."""
