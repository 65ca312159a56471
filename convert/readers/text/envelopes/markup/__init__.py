"""Plain-text markup: front matter, Markdown, headers of Org, AsciiDoc, reST and others, and underlined titles."""
