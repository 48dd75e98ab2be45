"""The built-in page for analysts."""
