"""Binary workbooks of Excel 97 to 2003: a container of streams, a stream of records."""
