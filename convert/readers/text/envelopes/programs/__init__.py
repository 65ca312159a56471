"""What other programs write around copy: chats, press databases, subtitles, assistants, word processors, rundowns."""
