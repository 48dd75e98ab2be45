"""Scripts that train the language pipeline and learn the weights and tables in `models/`."""
