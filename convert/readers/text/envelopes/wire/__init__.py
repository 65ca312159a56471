"""Wire copy: frames of bytes, IPTC 7901 and ANPA 1312, copy as text, of terminals and bulletins; habits of agencies."""
