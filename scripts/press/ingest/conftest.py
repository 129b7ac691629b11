"""The optional set that reads pictures need not be there: then its modules have no examples to
try.
"""

from importlib.util import find_spec

collect_ignore = [] if find_spec("cv2") else ["ocr.py", "picture_rules.py"]
