"""An invented municipality, for the demo, tests and benchmarks."""
