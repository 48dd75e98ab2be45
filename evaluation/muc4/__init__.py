"""MUC-4: incidents of newswire texts against answer keys."""
