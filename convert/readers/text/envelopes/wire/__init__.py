"""Wire copy: frames of bytes, the formats IPTC 7901 and ANPA 1312, wire copy as text, and the habits of agencies."""
