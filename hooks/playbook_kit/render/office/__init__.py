"""Files for word processors and spreadsheets."""
