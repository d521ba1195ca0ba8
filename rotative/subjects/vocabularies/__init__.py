"""Vocabularies with which a newsroom may begin: the themes of the news, and the countries.

The themes, `mediatopics.tsv`, are IPTC Media Topics, © International Press Telecommunications Council, licensed under
CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/); https://iptc.org/standards/media-topics/. The file has the numbers
and the names in four languages, unchanged, the columns of addresses and definitions left out.
The names of countries are those of Unicode CLDR, © Unicode, Inc., Unicode License v3
(https://www.unicode.org/license.txt), as Babel brings them.
"""
