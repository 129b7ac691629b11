"""For all tests: how much Hypothesis tries where a test does not say it."""

from hypothesis import settings

from effort import THOROUGH

settings.register_profile("quick", max_examples=50)
settings.register_profile("thorough", max_examples=500)
settings.load_profile("thorough" if THOROUGH else "quick")
