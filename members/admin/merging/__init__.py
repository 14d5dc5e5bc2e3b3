"""Merge two records of one person, and undo the merge.

Nothing is deleted: the merged record remains and points to its survivor, and keeps the rows
that contradict those that the editor chose.
"""
