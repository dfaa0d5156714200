// What makes pages quicker to use. Every page works without it.

const field = () => document.querySelector('input[type="search"]');

/** The paragraph nearest to the top of the window, as an index into `paragraphs`. */
function here(paragraphs) {
  const below = paragraphs.findIndex((p) => p.getBoundingClientRect().top > 8);
  return below < 0 ? paragraphs.length : below;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const active = document.activeElement;
  const isTyping = active && (active.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(active.tagName));
  if (event.key === "Escape" && isTyping) active.blur();
  if (isTyping) return;
  if (event.key === "/" && field()) {
    event.preventDefault();
    field().focus();
    field().select();
  }
  if (event.key === "j" || event.key === "k") {
    const items = [...document.querySelectorAll(".para, .plan, .records tbody tr")];
    if (!items.length) return;
    const at = here(items);
    const next = event.key === "j" ? at : at - 2;
    items[Math.max(0, Math.min(items.length - 1, next))].scrollIntoView({ block: "start" });
  }
});

// The outline keeps the place: the section that is being read is marked and kept in view.
const outline = document.querySelector(".outline");
if (outline) {
  const links = new Map();
  for (const link of outline.querySelectorAll("a")) links.set(new URL(link.href).hash.slice(1), link);
  const anchors = [...document.querySelectorAll('.text > span[id^="s"]')].filter((a) => links.has(a.id));
  let current = null;
  const update = () => {
    const passed = anchors.filter((a) => a.getBoundingClientRect().top < window.innerHeight / 3);
    const link = links.get((passed.at(-1) ?? anchors[0])?.id);
    if (!link || link === current) return;
    current?.removeAttribute("aria-current");
    link.setAttribute("aria-current", "location");
    current = link;
    const box = outline.getBoundingClientRect();
    const mine = link.getBoundingClientRect();
    if (mine.top < box.top + 20 || mine.bottom > box.bottom - 20) outline.scrollTop += mine.top - box.top - box.height / 3;
  };
  addEventListener("scroll", update, { passive: true });
  update();
}

// A card that an address names is opened.
function openCard() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target instanceof HTMLDetailsElement) target.open = true;
}
addEventListener("hashchange", openCard);
openCard();

/** The source offset of a place in a paragraph, in Unicode scalars; null where none is known. */
function sourceOffset(node, offset) {
  const paragraph = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest(".text[data-start]");
  if (!paragraph) return null;
  let at = Number(paragraph.dataset.start);
  let found = null;
  const visit = (element) => {
    if (found !== null) return;
    if (element === node && node.nodeType !== Node.TEXT_NODE && offset === 0) found = at;
    if (element.nodeType === Node.TEXT_NODE) {
      if (element === node) found = at + [...element.data.slice(0, offset)].length;
      else at += [...element.data].length;
      return;
    }
    if (element.nodeType !== Node.ELEMENT_NODE || element.matches(".sign, .pin")) return;
    if (element !== paragraph && element.dataset.start) at = Number(element.dataset.start);
    for (const child of element.childNodes) visit(child);
    if (element !== paragraph && element.dataset.end && found === null) at = Number(element.dataset.end);
  };
  visit(paragraph);
  return found;
}

// Selected words get a link of their own.
const reading = document.querySelector(".reading");
if (reading) {
  const link = document.createElement("a");
  link.className = "selection-link";
  link.hidden = true;
  document.body.append(link);
  document.addEventListener("selectionchange", () => {
    const selection = getSelection();
    link.hidden = true;
    if (!selection || selection.isCollapsed || !selection.rangeCount) return;
    const range = selection.getRangeAt(0);
    const start = sourceOffset(range.startContainer, range.startOffset);
    const end = sourceOffset(range.endContainer, range.endOffset);
    if (start === null || end === null || end <= start) return;
    const box = range.getBoundingClientRect();
    link.textContent = "¶ " + start + "–" + end;
    link.href = location.pathname + "?at=" + start + "-" + end + "#at";
    link.hidden = false;
    link.setAttribute("data-range", start + "-" + end);
    link.style.setProperty("top", scrollY + box.bottom + 6 + "px");
    link.style.setProperty("left", scrollX + box.left + "px");
  });
}

// A table chosen from the disk is read into the field, so that it is seen before it is sent.
const queries = document.getElementById("queries");
const file = document.getElementById("queries-file");
if (queries && file) {
  file.closest("[hidden]")?.removeAttribute("hidden");
  file.addEventListener("change", async () => {
    if (file.files[0]) queries.value = (await file.files[0].text()).slice(0, Number(queries.maxLength) || undefined);
  });
}
