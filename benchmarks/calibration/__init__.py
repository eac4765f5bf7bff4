"""Whether a calibration from diaries finds numbers that are known, as surely as it says."""
