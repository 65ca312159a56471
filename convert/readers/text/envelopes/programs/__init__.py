"""What programs write around copy: chats, press databases, scripts, transcripts, assistants, word processors."""
