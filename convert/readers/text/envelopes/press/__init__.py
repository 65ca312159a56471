"""Press releases: labels, contacts, notes to editors, the text about the issuer, and what distributors add."""
