"""All content together: which files there are, what refers to what, what must hold between them."""
