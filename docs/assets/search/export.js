// A list of results for the desk: a CSV file that spreadsheets open right, and citations in the form of GB/T 7714—2025.

const COLUMNS = [
  ["题名", (hit) => hit.record.title ?? hit.record.name],
  ["引题", (hit) => hit.record.kicker],
  ["副题", (hit) => hit.record.subtitle],
  ["报纸", (hit) => hit.record.paper],
  ["日期", (hit) => hit.record.date],
  ["版", (hit) => hit.record.page],
  ["栏目", (hit) => hit.record.column],
  ["署名", (hit) => hit.record.byline],
  ["专题", (hit) => hit.themes.map(([, label]) => label).join("、")],
  ["命中次数", (hit) => hit.number],
  ["命中句", (hit) => hit.sentence.map(([text]) => text).join("")],
  ["网址", (hit, root) => new URL(hit.record.url, root).href],
];

// A cell that a spreadsheet would run as a formula is made text by an apostrophe.
function cell(value) {
  const text = String(value ?? "").replace(/^[=+\-@\t\r\n＝＋－＠]/, "'$&");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function toCsv(hits, root) {
  const rows = [COLUMNS.map(([name]) => name), ...hits.map((hit) => COLUMNS.map(([, read]) => read(hit, root)))];
  return `\ufeff${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

const clean = (text) => text.split(/\s+/).filter(Boolean).join(" ");

function titleOf({ title, subtitle, name }) {
  if (!title) return `[${name}]`;
  const rest = (subtitle ?? "").replace(/^[—\-─－ ]+/, "");
  return clean(rest ? `${title}：${rest}` : title);
}

function dateOf(date) {
  if (!date) return "[出版日期不详]";
  const plain = date.replace(/[~?%]/g, "");
  return plain === date ? plain : `[${plain}]`;
}

// The same form as on the article's own page (scripts/press/render/cite.py).
export function toCitation({ record }, root) {
  const names = (record.authors ?? []).map(clean);
  const authors = names.slice(0, 3).join("，") + (names.length > 3 ? "，等" : "");
  const source = [record.paper, dateOf(record.date)].filter(Boolean).join("，") + (record.page ? `（${record.page}）` : "");
  const parts = [authors, `${titleOf(record)}[N/OL]`, source, new URL(record.url, root).href];
  return `${parts.filter(Boolean).join(". ")}.`;
}

export function save(text, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
