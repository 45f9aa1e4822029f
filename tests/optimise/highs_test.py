#!/usr/bin/python3
"""Solves what lp_export prints with HiGHS and compares the optimum with CLP's, to 1e-6 relative.

usage: highs_test.py LP_EXPORT
"""
import json
import subprocess
import sys

try:
    import numpy
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import coo_matrix
except ImportError as reason:
    print(f"skipped: {reason} (Debian's python3-scipy)")
    sys.exit(77)

INFINITE = 1e30
worst = 0.0
count = 0
for line in subprocess.run([sys.argv[1]], check=True, capture_output=True, text=True).stdout.splitlines():
    case = json.loads(line)
    lp = case["program"]

    def bounds(key):
        values = numpy.array(lp[key], dtype=float)
        values[values >= INFINITE] = numpy.inf
        values[values <= -INFINITE] = -numpy.inf
        return values

    shape = (len(lp["row_lower"]), len(lp["cost"]))
    matrix = coo_matrix((lp["values"], (lp["rows"], lp["columns"])), shape=shape).tocsr()
    result = milp(
        lp["cost"],
        bounds=Bounds(bounds("lower"), bounds("upper")),
        constraints=LinearConstraint(matrix, bounds("row_lower"), bounds("row_upper")),
    )
    if not result.success:
        sys.exit(f"{case['name']}: HiGHS says {result.message}")
    scale = max(1.0, abs(result.fun))
    worst = max(worst, abs(result.fun - case["objective"]) / scale)
    # The bound from CLP's duals must not exceed the optimum, and must reach it.
    if case["dual_bound"] > result.fun + 1e-6 * scale or case["dual_bound"] < result.fun - 1e-5 * scale:
        sys.exit(f"{case['name']}: dual bound {case['dual_bound']}, optimum {result.fun}")
    count += 1
print(f"{count} programs; greatest relative difference of the optima {worst:.1e}")
if count < 20 or worst > 1e-6:
    sys.exit(1)
