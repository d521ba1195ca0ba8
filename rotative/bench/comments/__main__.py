"""A process of visitors: `python -m rotative.bench.comments KIND OPTIONS` prints what they saw, as JSON."""

import json
import sys
from collections.abc import Callable
from typing import Any

from rotative.bench.comments.visitors import read, write

work: Callable[..., dict[str, Any]] = read if sys.argv[1] == "reader" else write
json.dump(work(**json.loads(sys.argv[2])), sys.stdout)
