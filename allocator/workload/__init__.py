"""What each case asks and each worker has, in the units of the weighting."""
