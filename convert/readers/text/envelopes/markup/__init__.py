"""Plain-text markup: front matter, Markdown, headers of Org, AsciiDoc, reST and others, wikis, Textile, signs of
emphasis, and underlined titles.
"""
