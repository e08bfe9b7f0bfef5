"""
Loading a district's workbook: read and check everything, plan what would change, then apply the plan or nothing.

files → reading → sheets (one module a sheet, its columns in a table) → plan → apply. The way in is
`importer.district.prepare` and `importer.district.carry_out`.
"""
