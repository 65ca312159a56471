"""Mail: its bytes (`mime`), and its lines, as programs show them and people paste them (`message`)."""
