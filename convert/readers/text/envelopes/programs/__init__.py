"""What programs write around copy: chats, press databases and their records, scripts and rundowns, subtitles,
transcripts, assistants, word processors.
"""
