"""Batches in and out: CSV folders and workbooks, read with every fault told at once."""
