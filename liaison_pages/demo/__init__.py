"""The demo district: its workbook, made from the list of divisions. For developers; nothing here runs in production."""
