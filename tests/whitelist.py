"""Names that no code of ours spells out; vulture counts them as used here.

A name belongs here only if something outside of the code uses it, and that is said.
"""

# ruff: noqa: B018 - naming it is the use

from __future__ import annotations

from unittest.mock import Mock

used = Mock()

# decimal reads these of its context
used.prec

# the interpreter calls it for names that are imported when asked for
used.__getattr__
used.__dir__

# users of the library call it
used.to_frame

# a verdict's words: parts make them from their text, `Reason(error.reason)`
used.UNREADABLE_CLAIM
used.DUPLICATE_CLAIM
used.UNSUPPORTED_FUNCTION

# expat reads these of its parser
used.buffer_text
used.StartElementHandler
used.EndElementHandler
used.CharacterDataHandler
used.StartDoctypeDeclHandler

# two identities of a file are equal where these are: equality names no field
used.device
used.inode

# the interpreter passes it to `__exit__`
used.trace

# openpyxl writes these of the workbooks that tests make
used.sheet_state
used.number_format
used.data_type

# a row of facets is passed on whole, and bound by its place
used.raws

# rules are asked by these names
used.ask_more

used.pytest_collection_modifyitems  # pytest calls it
used.pytestmark  # pytest reads it
# the library calls these of its own parser of HTML
used.handle_starttag
used.handle_endtag
used.handle_data

# a brief says it to people
used.success

# Hypothesis reads it
used._local_constants
