"""Hand-written rule tables: in come tab-separated files, out go typed rows.

A fault in a table is an error that names the file, the line, the column and the allowed values.
"""
