"""From models to the files of the site, a module a kind: each renderer gives outputs, and writes nothing."""
