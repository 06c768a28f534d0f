"""The generator's core: a contributor's folder in, a planned site out. It knows no engine and imports none."""
