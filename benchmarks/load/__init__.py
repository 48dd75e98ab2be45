"""A generated load of news: events told by several outlets, with sidelines and history."""
