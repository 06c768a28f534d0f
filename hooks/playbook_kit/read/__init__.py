"""From what a contributor typed to plain data and prose that remember where each value stands."""
