"""Web pages that programs made text: text browsers, converters to Markdown, extractors of the text of tags."""
