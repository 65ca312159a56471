"""What sites and networks show around copy: items of feeds, threads of posts, stories in JSON, XML and tables, and
notices in place of a story.
"""
