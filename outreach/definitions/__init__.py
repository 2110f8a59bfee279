"""Files that people write become checked values, or all their problems with path, line and column."""
