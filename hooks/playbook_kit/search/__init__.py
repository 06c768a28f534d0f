"""What the search of the site knows, written from what was typed; the browser's half is theme/assets/kit/search."""
