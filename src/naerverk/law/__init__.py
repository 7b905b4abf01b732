"""Norwegian rules about sickness absence as dated data and pure functions."""
