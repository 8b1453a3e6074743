"""Binary workbooks of Excel since 2007: the parts of a workbook as records."""
