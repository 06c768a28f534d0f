"""What planning costs: seconds, megabytes, and how many problems it finds. ``python measure.py BASE PROJECT``."""

import json
import resource
import sys
import time
from pathlib import Path

from playbook_kit.build.plan import plan_site


def peak() -> float:
    """The most megabytes that this process has had."""
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


plan_site(Path(sys.argv[1]))  # what every site costs: modules, models, templates
before, start = peak(), time.process_time()
problems = plan_site(Path(sys.argv[2])).problems
print(json.dumps([time.process_time() - start, peak() - before, len(problems)]))
