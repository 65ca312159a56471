"""The functions that Python programs call: text, bytes or a file in; documents by format name, or findings, out.

They accept what a Python program has at hand (a `str` is text, `bytes` are a document, a `pathlib.Path` is a file;
metadata are plain values), refuse everything else with a `ConvertError`, and leave the work to the pipeline, the checks
and the packages.

    converting   stories into articles and documents
    checking     documents and packages into findings
    binding      many stories into one EPUB
    arguments    what callers give, checked; only this and the command line look at the clock
"""
