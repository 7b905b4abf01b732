"""The first run, step by step, and the place where everything is set up afterwards."""
