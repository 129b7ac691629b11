// Everything that the search says to people; and how it writes dates.

export const FACET_NAMES = { theme: "专题", date: "年月", paper: "报纸", page: "版", column: "栏目", reporter: "记者", name: "人物与机构" };
export const SORT_NAMES = { relevance: "最相关", newest: "最新", oldest: "最早" };

export const TROUBLE = {
  format: "检索程序已经更新，请刷新页面后再查。",
  missing: "检索索引不在，可先从报纸、专题或人物与机构浏览。",
  gone: "检索索引刚刚更新，请刷新页面后再查。",
  failed: "检索没有成功，请稍后重试。",
};

// An EDTF date for readers: 2026-02-10~ is 2026年2月10日前后.
export function dateText(date) {
  if (!date) return "日期未知";
  const [year, month, day] = date.replace(/[~?%].*$/, "").split("/")[0].split("-").map(Number);
  const plain = `${year}年${month ? `${month}月` : ""}${day ? `${day}日` : ""}`;
  return plain + (/[~%]/.test(date) ? "前后" : "") + (/\?/.test(date) ? "（存疑）" : "");
}

export const imprint = (record) => [record.paper, dateText(record.date), record.page && `第${record.page}版`].filter(Boolean).join(" ");

export function countText({ total, unfiltered }) {
  return total === unfiltered ? `共 ${total} 篇` : `共 ${total} 篇（筛选前 ${unfiltered} 篇）`;
}
