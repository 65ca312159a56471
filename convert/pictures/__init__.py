"""Pictures that come with stories: their files, what these state, and their places in an Article.

`parts` takes files apart and measures them, `xmp`, `iim` and `exif` read what they state, `files` makes the file that
is published, without position and device; `placing` puts pictures into an Article. Nothing here opens files.
"""
