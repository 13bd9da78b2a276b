// Full-text search over the Pagefind index of the archive. No text is ever inserted as markup, except Pagefind's own
// excerpts, which are taken apart into text and <mark> here.
const form = document.getElementById("search");
const query = document.getElementById("query");
const list = document.getElementById("results");
const count = document.getElementById("count");
const more = document.getElementById("more");
const selects = [...form.querySelectorAll("select")];
const shards = form.dataset.shards.split(" ").sort().reverse();
const top = new URL("../", document.baseURI);
const PAGE = 10;
let pagefind, found = [], shown = 0, run = 0;

async function start() {
  pagefind = await import(new URL(`pagefind/${shards[0]}/pagefind.js`, top).href);
  await pagefind.options({ baseUrl: top.pathname, excerptLength: 40 });
  await pagefind.init();
  for (const shard of shards.slice(1)) {
    await pagefind.mergeIndex(new URL(`pagefind/${shard}`, top).href, { baseUrl: top.pathname });
  }
  const filters = await pagefind.filters();
  for (const select of selects) {
    const values = Object.keys(filters[select.dataset.filter] ?? {}).sort((a, b) => a.localeCompare(b));
    if (select.dataset.filter === "month") values.reverse();
    const label = select.dataset.filter === "month" ? month : String;
    for (const value of values) select.append(new Option(label(value), value));
  }
  const wanted = new URLSearchParams(location.search);
  query.value = wanted.get("q") ?? "";
  for (const select of selects) select.value = wanted.get(select.dataset.filter) ?? "";
  document.getElementById("fallback").remove();
  form.hidden = false;
  query.focus();
  await search();
}

async function search() {
  const mine = ++run;
  const filters = {};
  for (const select of selects) if (select.value) filters[select.dataset.filter] = select.value;
  const words = query.value.trim();
  if (!words && !Object.keys(filters).length) return show([], "");
  const result = await pagefind.search(spaced(words) || null, words ? { filters } : { filters, sort: { date: "desc" } });
  if (mine !== run) return;
  const text = result.results.length ? form.dataset.found.replace("{count}", result.results.length) : form.dataset.none;
  await show(result.results, text);
  const address = new URLSearchParams({ ...(words && { q: words }), ...filters });
  history.replaceState(null, "", address.size ? `?${address}` : location.pathname);
}

// Pagefind knows words by their spaces. What is written without any is looked for by its pairs of characters, as it is
// indexed (briefing/language/spellings_for_search.py).
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー々]+/gu;
function spaced(words) {
  return words.replace(UNSPACED, (run) => {
    const letters = [...new Intl.Segmenter().segment(run)].map((part) => part.segment);
    const pairs = letters.slice(1).map((letter, place) => letters[place] + letter);
    return ` ${(pairs.length ? pairs : letters).join(" ")} `;
  }).trim();
}

// Other spellings of a story's words are found and not shown: in its content they stand behind this sign.
const UNSEEN = "\u2042";
function withoutSpellings(body, content) {
  const seen = content.split(UNSEEN)[0];
  const shown = body.textContent.split(UNSEEN)[0].trim().slice(0, 40);
  if (!seen.includes(shown)) { body.textContent = seen.slice(0, 200); return; }
  let left = body.textContent.indexOf(UNSEEN);
  if (left < 0) return;
  for (const node of [...body.childNodes]) {
    const size = node.textContent.length;
    if (left <= 0) node.remove();
    else if (size > left) node.textContent = node.textContent.slice(0, left);
    left -= size;
  }
}

async function show(results, text) {
  found = results;
  shown = 0;
  list.replaceChildren();
  count.textContent = text;
  more.hidden = true;
  if (found.length) await next();
}

async function next() {
  const mine = run;
  const data = await Promise.all(found.slice(shown, shown + PAGE).map((item) => item.data()));
  if (mine !== run) return;
  shown += data.length;
  list.append(...data.map(item));
  more.hidden = shown >= found.length;
}

function item(data) {
  const entry = document.createElement("li");
  const link = document.createElement("a");
  link.href = new URL(data.meta.link, top).href;
  link.textContent = data.meta.title;
  link.dir = "auto";
  const note = document.createElement("p");
  note.className = "minor";
  note.textContent = [day(data.meta.date), data.meta.outlets].filter(Boolean).join(" · ");
  const excerpt = document.createElement("p");
  excerpt.dir = "auto";
  const parsed = new DOMParser().parseFromString(data.excerpt, "text/html");
  withoutSpellings(parsed.body, data.raw_content ?? data.content);
  dropTitle(parsed.body, data.meta.title);
  for (const node of parsed.body.childNodes) {
    if (node.nodeName !== "MARK") { excerpt.append(node.textContent); continue; }
    const mark = document.createElement("mark");
    mark.textContent = node.textContent;
    excerpt.append(mark);
  }
  if (excerpt.textContent) excerpt.append(" …");
  entry.append(link, note, excerpt);
  return entry;
}

// An excerpt from the beginning of a story repeats its headline, which stands above it already.
function dropTitle(body, title) {
  let left = body.textContent.startsWith(title) ? title.length : 0;
  if (left && /^[.\s]/.test(body.textContent.slice(left))) left += body.textContent.slice(left).match(/^[.\s]+/)[0].length;
  while (left > 0 && body.firstChild) {
    const text = body.firstChild.textContent;
    if (text.length > left) body.firstChild.textContent = text.slice(left);
    else body.firstChild.remove();
    left -= text.length;
  }
}

const language = document.documentElement.lang;
const format = (value, style) => new Intl.DateTimeFormat(language, { ...style, timeZone: "UTC" }).format(new Date(value));
const day = (value) => format(value, { dateStyle: "long" });
const month = (value) => format(`${value}-01`, { year: "numeric", month: "long" });

let timer;
query.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(search, 150); });
for (const select of selects) select.addEventListener("change", search);
form.addEventListener("submit", (event) => { event.preventDefault(); search(); });
more.addEventListener("click", next);
start().catch(() => { count.textContent = form.dataset.failed; });
