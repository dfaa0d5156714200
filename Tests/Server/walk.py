"""Walks the workbench with a real Chromium: the three jobs of a researcher, then every page for accessibility, width and errors.

Usage: walk.py ADDRESS [FOLDER]   with FOLDER, a screenshot of every page in light, dark and phone width is left there.
"""

import csv
import io
import json
import pathlib
import re
import sys
import urllib.parse
import urllib.request

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

BASE = sys.argv[1].rstrip("/")
SHOTS = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else None
# What the walk searches for.
TOPIC = "科普活动"
faults = []


def expect(condition, words):
    if not condition:
        faults.append(words)
    print(("ok    " if condition else "WRONG ") + words)


def plain(text):
    """Without blanks and readings in brackets behind a character, and the characters of the topic in simplified script."""
    return re.sub(r"\s|\([a-zà-ǜ]+\)", "", text).translate(str.maketrans("動", "动"))


def api(path, **query):
    with urllib.request.urlopen(BASE + path + ("?" + urllib.parse.urlencode(query) if query else "")) as answer:
        return answer.read().decode("utf-8-sig")


def open_source_from_search(page):
    """Find commitments on a topic and open the source at the right characters."""
    page.goto(BASE + "/")
    page.get_by_role("searchbox").fill(TOPIC)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=*")
    expect(page.locator("mark").count() > 0, "search: the words are marked")
    expect(all(plain(text) == TOPIC for text in page.locator("mark").all_inner_texts()), "search: nothing else is marked")
    page.locator(".passage .where a").first.click()
    page.wait_for_url("**at=*")
    document, start, end = re.search(r"/documents/([0-9a-f]+)\?at=(\d+)-(\d+)", page.url).groups()
    source = api(f"/api/documents/{document}/source")
    cited = "".join(page.locator(".cited").all_inner_texts())
    wanted = source[int(start) : int(end)]
    expect(plain(cited) == plain(wanted), f"reader: the marked text is characters {start} to {end} of the source")
    expect(TOPIC in plain(wanted), "reader: they hold the words looked for")
    expect(page.locator(".citation .copy").count() == 2, "reader: citation in GB/T 7714 and BibTeX")


def select_words(page):
    """Words selected in the reader have a link that cites just these."""
    document = json.loads(api("/api/documents", limit=1))["records"][0]["document"]
    page.goto(BASE + f"/documents/{document}")
    chosen = page.evaluate(
        """() => {
          const walker = document.createTreeWalker(document.querySelector('.reading'), NodeFilter.SHOW_TEXT);
          let found = null;
          while (walker.nextNode()) {
            const node = walker.currentNode;
            if (node.parentElement.closest('.text') && !node.parentElement.closest('.sign, .pin') && node.data.length > 8) found = node;
          }
          const range = document.createRange();
          range.setStart(found, 2); range.setEnd(found, 7);
          getSelection().removeAllRanges(); getSelection().addRange(range);
          return range.toString();
        }"""
    )
    link = page.locator(".selection-link")
    link.wait_for(state="visible")
    start, end = link.get_attribute("data-range").split("-")
    expect(api(f"/api/documents/{document}/source")[int(start) : int(end)] == chosen, "reader: the link of selected words names exactly them")


def compare_two_places(page):
    """Compare the targets of two places and open one of the figures."""
    places = [name for name in page_places(page)][:2]
    for name in places:
        page.get_by_role("checkbox", name=re.compile(re.escape(name))).first.check()
    page.get_by_role("button", name="比较").click()
    page.wait_for_selector(".matrix")
    expect(page.locator(".matrix thead th").count() >= 3, f"compare: {' and '.join(places)} stand side by side")
    figure = page.locator(".matrix td a").first
    text = figure.inner_text()
    figure.click()
    page.wait_for_url("**at=*")
    digits = re.findall(r"\d+", text)
    quote = page.locator(".citation blockquote").inner_text()
    # Plans also write 一次.
    said = quote + quote.translate(str.maketrans("一二三四五六七八九", "123456789")).replace("十", "10")
    expect(any(d in said for d in digits) or not digits, f"compare: {text} opens “{quote[:40]}”")


def ranked_row(columns):
    """An indicator that two plans give figures of, with a measure: what the API says of it, or nothing."""
    matrix = json.loads(api("/api/compare", q="has:target", by="targets"))
    for row in matrix["rows"]:
        for measure in ("change", "value"):
            ranked = [i for i, cell in enumerate(row["cells"]) if (cell.get("ranks") or {}).get(measure)]
            if len(ranked) >= columns:
                return row, measure, [matrix["columns"][i]["documents"][0]["document"] for i in ranked[:columns]]
    return None


def read_a_ranking(page):
    """Open one indicator of two plans, order it by a measure, and check order, ranks, chart and download."""
    found = ranked_row(2)
    expect(found is not None, "ranking: two plans give figures of one indicator")
    if not found:
        return
    row, measure, documents = found
    page.goto(BASE + "/compare?" + urllib.parse.urlencode([("of", d) for d in documents]))
    page.get_by_role("link", name=row["indicator"], exact=True).first.click()
    page.wait_for_url("**indicator=*")
    expect(page.locator(".charts svg").count() >= 1, f"ranking: {row['indicator']} is drawn")
    page.goto(page.url + "&measure=" + measure)
    query = [("of", d) for d in documents] + [("by", "targets"), ("indicator", row["indicator"])]
    answer = json.loads(api("/api/compare?" + urllib.parse.urlencode(query)))
    ranks = sorted(cell["ranks"][measure] for cell in answer["rows"][0]["cells"])
    column = page.locator(".comparison table").first.locator("thead th").evaluate_all(
        "heads => heads.findIndex(h => h.getAttribute('aria-sort'))")
    shown = page.locator(".comparison table").first.locator(f"tbody tr > :nth-child({column + 1}) .tag").all_inner_texts()
    expect([int(re.sub(r"\D", "", t)) for t in shown] == ranks, f"ranking: places stand by {measure}: {shown}")
    with page.expect_download() as waiting:
        page.locator(".downloads a", has_text="CSV").click()
    lines = list(csv.DictReader(io.StringIO(pathlib.Path(waiting.value.path()).read_text(encoding="utf-8-sig"))))
    mine = sorted(int(line["rank_" + measure]) for line in lines if line["rank_" + measure])
    expect(mine == ranks and {line["indicator"] for line in lines} == {row["indicator"]}, "ranking: the download has the same ranks")


def merge_two_names(page):
    """Names that may be one indicator are proposed; merged only when the reader says so, and undone again."""
    matrix = json.loads(api("/api/compare", q="has:target", by="targets"))
    if not matrix["proposals"]:
        return
    page.goto(BASE + "/compare?" + urllib.parse.urlencode({"q": "has:target"}))
    rows = lambda: int(re.match(r"[\d,]+", page.locator(".count").inner_text()).group().replace(",", ""))
    before = rows()
    page.locator("#proposals summary").click()
    page.locator("#proposals li a").first.click()
    page.wait_for_url("**alias=*")
    expect(rows() == before - 1, "aliases: two rows become one when the reader merges them")
    expect(page.locator(".notice code").inner_text().startswith("gangmu aliases accept"), "aliases: the page says how to keep it")
    page.locator(".notice a").click()
    page.wait_for_load_state()
    expect(rows() == before, "aliases: and two again when it is undone")


def page_places(page):
    page.goto(BASE + "/compare")
    boxes = page.locator(".place-choice input")
    return [boxes.nth(i).get_attribute("value") for i in range(boxes.count())]


def download_filtered_targets(page):
    """Filter the targets, download them, and check the rows against the page."""
    page.goto(BASE + "/targets")
    page.locator("#filter").fill("has:target year:2021..2030")
    page.get_by_role("button", name="应用").click()
    page.wait_for_url("**q=*")
    count = int(re.sub(r"\D", "", page.locator(".count").inner_text()))
    with page.expect_download() as waiting:
        page.locator(".downloads a", has_text="CSV").click()
    text = pathlib.Path(waiting.value.path()).read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    expect(len(rows) == count > 0, f"targets: the download has the {count} rows that the page counts")
    shown = page.locator(".records tbody tr")
    names = [shown.nth(i).locator("td").first.inner_text() for i in range(shown.count())]
    expect(names == [row["indicator"].strip() for row in rows[: len(names)]], "targets: in the order of the page")
    source = {}
    for row in rows:
        document = row["document"]
        source.setdefault(document, api(f"/api/documents/{document}/source"))
    right = all(source[r["document"]][int(r["start"]) : int(r["end"])] == r["quote"] for r in rows)
    expect(right, "targets: every row's quote stands in the source where it says")


def pages():
    documents = json.loads(api("/api/documents"))["records"]
    longest = max(documents, key=lambda d: d["characters"])["document"]
    places = sorted({d["city"] or d["province"] for d in documents if d["city"] or d["province"]})
    q = urllib.parse.quote
    return {
        "overview": "/", "search": "/search?q=" + q(TOPIC), "passages": "/search?view=passages&q=" + q("科普"), "none": "/search?q=" + q("科普 火星"),
        "query-help": "/search", "documents": "/documents", "reader": f"/documents/{longest}", "citation": f"/documents/{longest}?at=200-260",
        "targets": "/targets", "obligations": "/obligations", "tasks": "/assignments", "owners": "/owners",
        "compare": "/compare?" + urllib.parse.urlencode([("of", p) for p in places[:3]]), "compare-form": "/compare",
        "strength": "/compare?by=strength&" + urllib.parse.urlencode([("of", p) for p in places[:4]]),
        "sections": "/compare?by=sections&" + urllib.parse.urlencode([("of", p) for p in places[:2]]),
        "terms": "/compare?by=terms&" + urllib.parse.urlencode([("of", p) for p in places[:2]]),
        "reuse": "/compare?by=reuse&" + urllib.parse.urlencode([("of", p) for p in places[:2]]),
        "words": "/words?q=" + q("科普"), "groups": "/tasks", **indicator_page(), "batch": "/batch", "help": "/help",
        "wrong": "/search?q=(((", "missing": "/documents/none",
    }


def indicator_page():
    found = ranked_row(2)
    return {"indicator": "/compare?" + urllib.parse.urlencode([("of", d) for d in found[2]] + [("indicator", found[0]["indicator"])])} if found else {}


VIEWS = {"light": (1360, 900, "light"), "dark": (1360, 900, "dark"), "phone": (390, 844, "light")}


def look_at(page, said, name, path, view, language):
    width = VIEWS[view][0]
    said.clear()
    answer = page.goto(BASE + path)
    # A browser reports the status of a page that is an error on purpose.
    heard = [line for line in said if not (answer.status >= 400 and "status of 4" in line)]
    where = f"{name} {view} {language}"
    expect(not heard, f"{where}: no error {heard[:2]}")
    expect(len(answer.body()) < 150_000, f"{where}: {len(answer.body())} bytes")
    wide = page.evaluate("document.documentElement.scrollWidth")
    expect(wide <= width, f"{where}: {wide} wide in {width}")
    if view != "phone" or name in ("reader", "targets"):
        results = Axe().run(page, options={"runOnly": RULES})
        broken = [f"{v['id']} ({v['nodes'][0]['target']}: {v['nodes'][0]['failureSummary'][:160]})" for v in results.response["violations"]]
        expect(not broken, f"{where}: accessible {broken}")
    if SHOTS and language == "zh-CN":
        page.screenshot(path=str(SHOTS / f"{name}-{view}.png"))


RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def look_at_all(browser, names, language):
    for view, (width, height, scheme) in VIEWS.items():
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, locale=language)
        page = context.new_page()
        said = []
        page.on("console", lambda m: said.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda e: said.append(str(e)))
        for name, path in names.items():
            look_at(page, said, name, path, view, language)
        context.close()


def main():
    if SHOTS:
        SHOTS.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as p:
        browser = p.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        context = browser.new_context(locale="zh-CN", accept_downloads=True)
        page = context.new_page()
        for job in (open_source_from_search, select_words, compare_two_places, read_a_ranking, merge_two_names, download_filtered_targets):
            job(page)
        plain = browser.new_context(locale="zh-CN", java_script_enabled=False).new_page()
        open_source_from_search(plain)
        all_pages = pages()
        look_at_all(browser, all_pages, "zh-CN")
        look_at_all(browser, {name: all_pages[name] for name in ("overview", "search", "reader", "targets")}, "en-GB")
        browser.close()
    print(f"{len(faults)} faults")
    sys.exit(bool(faults))


main()
