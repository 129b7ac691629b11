"""Articles → themes, names, terms and related articles, with reasons."""
