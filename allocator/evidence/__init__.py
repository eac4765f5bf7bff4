"""What staff say and record, beside what is measured: diaries, surveys, flags and trends."""
