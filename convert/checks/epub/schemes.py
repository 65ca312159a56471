"""The schemes of URLs that IANA has registered; with others, a link may be a mistake (RFC 7595)."""

from __future__ import annotations

_REGISTERED = """
aaa aaas acap afs cap cid crid data dav dict dns dtn fax file ftp go gopher h323 http https iax icap im imap info ipp
irc iris javascript ldap mailserver mailto mid modem msrp msrps mtqp mupdate news nfs nntp opaquelocktoken pack pop
pres prospero rtsp service shttp sip sips snews snmp tag tel telnet tftp thismessage tip tn3270 tv urn vemmi videotex
wais xmpp
"""
SCHEMES = frozenset(_REGISTERED.split())
"""The registered schemes, in lower case."""
