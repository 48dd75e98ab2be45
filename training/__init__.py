"""Scripts that train and measure the language pipeline of `streams.language`."""
