"""What lines say about a story's status: withdrawn, held back, under embargo, or replaced by a newer version.

`holds` opens these lines; the other modules understand one line, and other envelopes ask them, too.
"""
