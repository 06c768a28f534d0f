"""From models to the files of the site: each renderer gives outputs, and writes nothing."""
