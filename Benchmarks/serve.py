"""Asks a running server with wrk: first one query again and again, then queries that never repeat.

Usage: serve.py ADDRESS [REQUESTS] [CONNECTIONS] [SEED]

The queries are made of runs of Chinese characters of the documents served, each run as often as it stands there: one
word (half of them), two words of which both or either must stand, a word with facets, a word with the hits by document.
"""

import itertools
import json
import random
import re
import subprocess
import sys
import tempfile
import urllib.parse
import urllib.request

BASE = sys.argv[1].rstrip("/")
REQUESTS = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
CONNECTIONS = int(sys.argv[3]) if len(sys.argv) > 3 else 8
SEED = int(sys.argv[4]) if len(sys.argv) > 4 else 1
# Seconds of one measurement.
STEP = 10

# Asks for line after line of a file, from a given one on.
LUA = """
function init(args)
  lines, at = {}, 0
  local first = tonumber(args[2])
  local n = 0
  for line in io.lines(args[1]) do
    if n >= first then lines[#lines + 1] = wrk.format("GET", line) end
    n = n + 1
  end
end
function request()
  at = at % #lines + 1
  return lines[at]
end
function done(summary, latency)
  local e = summary.errors
  print(string.format("RESULT %d %.6f %d %.3f %.3f %.3f", summary.requests, summary.duration / 1e6,
    e.connect + e.read + e.write + e.status + e.timeout, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, latency.max / 1e3))
end
"""


def get(path):
    with urllib.request.urlopen(BASE + path) as answer:
        return answer.read().decode("utf-8")


def metric(name):
    found = re.search(rf"^{name} (\S+)$", get("/metrics"), re.M)
    return float(found.group(1)) if found else float("nan")


def memory():
    """Resident bytes of the server, in MB."""
    return metric("process_resident_memory_bytes") / 1e6


def texts():
    for record in json.loads(get("/api/documents"))["records"]:
        yield from re.findall(r"[\u4e00-\u9fff]{2,}", get(f"/api/documents/{record['document']}/source"))


def addresses(count):
    """Addresses of different queries."""
    rng = random.Random(SEED)
    runs = list(texts())
    weights = list(itertools.accumulate(map(len, runs)))

    def words(n):
        for run in rng.choices(runs, cum_weights=weights, k=n):
            length = min(len(run), rng.choice([2, 2, 2, 3, 4, 4, 5, 6]))
            start = rng.randrange(len(run) - length + 1)
            yield run[start : start + length]

    seen, out = set(), []
    while len(out) < count:
        kind = rng.randrange(10)
        a, b = words(2)
        query, more = a, ""
        if 5 <= kind < 7:
            query = f"{a} {b}"
        elif kind == 7:
            query = f"{a} OR {b}"
        elif kind == 8:
            more = "&facets=province,year"
        elif kind == 9:
            more = "&group=document"
        address = "/api/search?q=" + urllib.parse.quote(query) + more
        if address not in seen:
            seen.add(address)
            out.append(address)
    return out


def ask(lines, first, seconds):
    """How many requests were answered; in a second; errors; milliseconds at the middle, at the 99th percentile and at most, and of CPU time of the server."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file, tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        file.write("".join(line + "\n" for line in lines))
        file.flush()
        script.write(LUA)
        script.flush()
        before = metric("process_cpu_seconds_total")
        said = subprocess.run(
            ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "30s", "-s", script.name, BASE, "--", file.name, str(first)],
            check=True, capture_output=True, text=True).stdout
    requests, duration, errors, *times = re.search(r"RESULT (.*)", said).group(1).split()
    cpu = (metric("process_cpu_seconds_total") - before) / int(requests) * 1e3
    return int(requests), int(requests) / float(duration), int(errors), *map(float, times), cpu


def show(name, figures):
    count, rate, errors, middle, late, most, cpu = figures
    print(f"{name}: {count:,} requests, {rate:,.0f} a second, {errors} errors, ms {middle:.1f} middle, {late:.1f} p99, {most:.1f} most, {cpu:.3f} of CPU; {memory():.0f} MB", flush=True)
    return figures


def main():
    lines = addresses(REQUESTS)
    print(f"{len(lines):,} different addresses, {CONNECTIONS} connections, seed {SEED}; {memory():.0f} MB", flush=True)
    asked, rate = 0, 0
    # A step is over before the addresses are, so that none is asked twice.
    while asked + 1.5 * STEP * rate < len(lines):
        figures = show(f"different, from {asked:,}", ask(lines, asked, STEP))
        rate = figures[1]
        asked += figures[0] + CONNECTIONS
    show("one again and again", ask(lines[:1], 0, STEP))


main()
