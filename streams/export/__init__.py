"""Events for other tools: column sets and file formats."""
