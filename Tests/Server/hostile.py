"""Sends malformed and hostile requests, several at a time, and sees that the server goes on answering.

Usage: hostile.py ADDRESS [COUNT] [SEED]
"""

import random
import socket
import sys
import threading
import time
import urllib.parse
import urllib.request

ADDRESS = urllib.parse.urlsplit(sys.argv[1])
COUNT = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
SEED = int(sys.argv[3]) if len(sys.argv) > 3 else 1
HOST, PORT = ADDRESS.hostname, ADDRESS.port
THREADS = 8
PATHS = ["/", "/search", "/api/search", "/api/targets", "/api/documents/", "/api/compare", "/documents/x", "/batch", "/assets/a/b", "/openapi.json"]
NAMES = ["q", "limit", "offset", "of", "by", "format", "at", "part", "columns", "sort", "page", "hide", "lang", "x"]
VALUES = ["", "(((", "%", "%zz", "%ff%fe", "%00", "a" * 3000, "%E7%A7%91" * 2100, "-1", "9" * 40, "NaN", "../../etc/passwd", "%2e%2e%2f", "\\", "'\"<>", "科普",
          "target(" * 60, "a%20OR%20" * 400 + "a", "NOT%20" * 200 + "a", "*", "?" * 100, "like:" + "%E7%A7%91" * 800, "year:9999999999..", "0-99999999999"]


def target(rng):
    path = rng.choice(PATHS) + rng.choice(["", "", "%2e%2e/", "../../../etc/passwd", "%00", "a" * 2000, "%ff"])
    pairs = "&".join(rng.choice(NAMES) + rng.choice(["=", "", "=="]) + rng.choice(VALUES) for _ in range(rng.randrange(5)))
    return path + ("?" + pairs if pairs else "")


def request(rng):
    """Bytes, and whether they are sent slowly, cut short or left open."""
    kind = rng.randrange(12)
    line = f"{rng.choice(['GET', 'GET', 'POST', 'HEAD', 'PUT', 'TRACE', 'get', ''])} {target(rng)} HTTP/{rng.choice(['1.1', '1.0', '0.9', '2.0', '9'])}\r\n"
    head = line + "Host: 127.0.0.1\r\nConnection: close\r\n"
    if kind < 5:
        return (head + "\r\n").encode("utf-8", "surrogatepass")
    if kind == 5:
        return rng.randbytes(rng.randrange(1, 4000))
    if kind == 6:
        return (head + "Content-Length: " + rng.choice(["-1", "5", "99999999999", "x"]) + "\r\n\r\nqueries=a").encode()
    if kind == 7:
        return (head + "Transfer-Encoding: chunked\r\n\r\n" + rng.choice(["zz\r\n", "ffffffffffffffff\r\n", "5\r\nab"])).encode()
    if kind == 8:
        return (head + "".join(f"X-{i}: {'y' * rng.randrange(300)}\r\n" for i in range(rng.randrange(400))) + "\r\n").encode()
    if kind == 9:
        whole = (head + "\r\n").encode()
        return whole[: rng.randrange(len(whole))]
    if kind == 10:
        return (line + "Host: " + rng.choice(["evil.example", "", "[::1", "127.0.0.1.evil", "\x01"]) + "\r\n\r\n").encode()
    return (head + "\r\n").encode() * rng.randrange(2, 12)


def send(rng, counts):
    data = request(rng)
    with socket.create_connection((HOST, PORT), timeout=10) as wire:
        try:
            if rng.random() < 0.02:
                for i in range(0, len(data), max(1, len(data) // 5)):
                    wire.sendall(data[i : i + max(1, len(data) // 5)])
                    time.sleep(0.02)
            else:
                wire.sendall(data)
            how = rng.random()
            if how < 0.3:
                return
            wire.shutdown(socket.SHUT_WR)
            answer = wire.recv(64)
            status = answer[9:12].decode("ascii", "replace") if answer.startswith(b"HTTP/1.") else "closed"
        except (ConnectionError, BrokenPipeError):
            status = "closed"
        counts[status] = counts.get(status, 0) + 1


def work(seed, count, counts, faults):
    rng = random.Random(seed)
    for _ in range(count):
        try:
            send(rng, counts)
        except OSError as error:
            faults.append(repr(error))


def main():
    counts, faults = {}, []
    workers = [threading.Thread(target=work, args=(SEED * 1000 + i, COUNT // THREADS, counts, faults)) for i in range(THREADS)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    began = time.time()
    with urllib.request.urlopen(sys.argv[1].rstrip("/") + "/healthz", timeout=10) as answer:
        healthy = answer.status == 200
    inside = sum(n for status, n in counts.items() if status.startswith("5"))
    print(f"{COUNT} requests, seed {SEED}: {dict(sorted(counts.items()))}; {len(faults)} not connected; answers after {time.time() - began:.3f} s")
    sys.exit(not healthy or inside > 0 or len(faults) > 0)


main()
