"""The command line of Fynlo: sets up, starts, stops, and tests everything."""
