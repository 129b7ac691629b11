/* The reader's tools. A page is whole without them: each shows only in a browser that can do it. */
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const one = (selector, root = document) => root.querySelector(selector);
  const show = (name) => all(`[data-press="${name}"]`).forEach((element) => element.classList.remove("press-later"));
  const address = () => (one("link[rel=canonical]") || { href: location.href.split("#")[0] }).href;

  const say = (text) => {
    const status = one(".press-status");
    if (!status) return;
    status.textContent = text;
    clearTimeout(say.timer);
    say.timer = setTimeout(() => { status.textContent = ""; }, 4000);
  };

  /* The dialog of the search, which the search's own script fills */
  const DIALOG = `<dialog class="press-dialog" data-press="search-dialog" aria-label="检索全文">
    <button type="button" class="press-dialog__close" data-press="search-close">关闭</button>
    <div class="press-dialog__parts" data-press="search-parts">
      <input type="search" name="q" autocomplete="off" spellcheck="false" enterkeyhint="search" placeholder="人名、数字、词句" aria-label="检索全文" data-press="search-field">
    </div>
  </dialog>`;
  const furnish = () => {
    const button = one("[data-press=search-button]");
    if (button) button.insertAdjacentHTML("afterend", DIALOG);
    all(".press-palette").forEach((label) => { label.title = label.previousElementSibling.getAttribute("aria-label"); });
  };

  /* What only scripts can offer beside an article: tools for reading, its address to copy, a report that says where */
  const TOOLS = `<li class="press-later" data-press="size"><button type="button" class="press-tool" data-step="-1" aria-label="A－ 缩小文字">A<small>－</small></button><button type="button" class="press-tool" data-step="1" aria-label="A＋ 放大文字">A<small>＋</small></button></li>
    <li class="press-later" data-press="paper"><button type="button" class="press-tool">打印</button></li>
    <li class="press-later" data-press="speak"><button type="button" class="press-tool" aria-pressed="false">朗读</button></li>`;
  const SHARED = '<span data-press="link"></span> <button type="button" class="press-copy" data-copy-from="link">复制标题和链接</button>';
  const offering = () => {
    const tools = one(".press-tools"), shared = one("[data-press=share]"), report = one(".press-report");
    if (!tools || tools.children.length > 1) return;
    const headline = one("h1").textContent;
    tools.insertAdjacentHTML("beforeend", TOOLS);
    shared.innerHTML = SHARED;
    one("[data-press=link]").textContent = `${headline} ${address()}`;
    const told = new URL(report.href);
    const id = told.searchParams.get("title").replace("文字纠错：", "");
    told.searchParams.set("title", `文字纠错：${headline}`);
    told.searchParams.set("body", `文章：${id}\n网址：${address()}\n段落：\n原文行：\n现在的文字：\n应为：\n依据：\n`);
    report.href = told.href;
  };

  /* How to cite the article, for programs: BibTeX, RIS and CSL-JSON, of what the page's head says */
  const tex = (text) => text.replace(/[\\{}%&#_$~^]/g, (char) => (
    { "\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}" }[char] || `\\${char}`));
  const cited = () => {
    const said = (name) => all(`meta[name="${name}"]`).map((element) => element.content.replace(/\s+/g, " ").trim());
    const [date = ""] = [...said("DC.date"), ...said("citation_publication_date")];
    const [title, paper = "", page = ""] = ["citation_title", "DC.source", "citation_firstpage"].map((name) => said(name)[0]);
    const parts = date.replace(/[~?%]$/, "").split("-").filter(Boolean);
    const [seed, line] = new URL(address()).pathname.split("/").slice(-3);
    return { title, paper, page, date, parts, doubtful: /[~?%]$/.test(date), authors: said("citation_author"), id: `${seed}-${line}`, url: address() };
  };
  const FORMS = {
    BibTeX: (item) => {
      const fields = {
        author: item.authors.map((name) => `{${tex(name)}}`).join(" and "), title: `{${tex(item.title)}}`, journal: tex(item.paper),
        entrysubtype: "newspaper", date: item.date, pages: item.page, langid: "chinese", url: item.url,
      };
      const lines = Object.entries(fields).filter(([, value]) => value).map(([name, value]) => `  ${name} = {${value}}`);
      return `@article{${item.id},\n${lines.join(",\n")}\n}`;
    },
    RIS: (item) => [
      ["TY", "NEWS"], ...item.authors.map((name) => ["AU", name]), ["TI", item.title], ["T2", item.paper], ["PY", item.parts[0]],
      ["DA", item.date && `${[0, 1, 2].map((place) => item.parts[place] || "").join("/")}${item.doubtful ? "/推定" : ""}`],
      ["SP", item.page], ["LA", "zh-CN"], ["UR", item.url],
    ].filter(([, value]) => value).map(([tag, value]) => `${tag}  - ${value}\n`).join("") + "ER  - ",
    "CSL-JSON": (item) => JSON.stringify([{
      id: item.id, type: "article-newspaper", title: item.title, author: item.authors.map((literal) => ({ literal })),
      "container-title": item.paper || undefined,
      issued: item.date ? { "date-parts": [item.parts.map(Number)], circa: item.doubtful || undefined } : undefined,
      page: item.page || undefined, language: "zh-CN", URL: item.url,
    }]),
  };
  const KEYS = { BibTeX: "bibtex", RIS: "ris", "CSL-JSON": "csl" };
  const citing = () => {
    const place = one(".press-cite");
    if (!place || one("[data-press=bibtex]", place)) return;
    Object.entries(FORMS).forEach(([name, form]) => {
      const text = Object.assign(document.createElement("pre"), { textContent: form(cited()) });
      text.dataset.press = KEYS[name];
      place.append(Object.assign(document.createElement("h2"), { textContent: name }), text);
    });
  };

  /* Copying */
  const copyByHand = (text) => {
    const field = document.createElement("textarea");
    field.value = text;
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done ? Promise.resolve() : Promise.reject(new Error("copy"));
  };
  const copy = (text, told) => (navigator.clipboard ? navigator.clipboard.writeText(text).catch(() => copyByHand(text)) : copyByHand(text))
    .then(() => say(told), () => say("未能复制，请手动选取"));
  const copying = () => {
    citing();
    all(".press-cite pre").forEach((form) => {
      if (form.nextElementSibling && form.nextElementSibling.matches(".press-copy")) return;
      const button = Object.assign(document.createElement("button"), { type: "button", className: "press-copy", textContent: "复制" });
      button.dataset.copyFrom = form.dataset.press;
      form.after(button);
    });
    all("[data-copy-from]").forEach((button) => {
      button.hidden = false;
      button.onclick = () => copy(one(`[data-press="${button.dataset.copyFrom}"]`).textContent.trim(), "已复制");
    });
    all(".press-mark > a").forEach((link) => {
      link.onclick = () => { copy(address() + link.hash, "已复制本段地址"); };
    });
  };

  /* Size of the text, kept from page to page */
  const SMALLEST = -1, LARGEST = 3;
  const sizing = () => {
    const buttons = all('[data-press="size"] button');
    const set = (size) => {
      document.documentElement.dataset.size = size;
      buttons.forEach((button) => { button.disabled = size === (button.dataset.step < 0 ? SMALLEST : LARGEST); });
    };
    const now = () => Number(document.documentElement.dataset.size || 0);
    buttons.forEach((button) => {
      button.onclick = () => {
        set(Math.min(LARGEST, Math.max(SMALLEST, now() + Number(button.dataset.step))));
        window.__md_set("press-size", now());
        say(now() ? `文字大小：${now() > 0 ? "+" : ""}${now()}` : "文字大小：标准");
      };
    });
    if (buttons.length) set(now());
    show("size");
  };

  /* Reading aloud with the browser's own Chinese voice */
  const voice = () => window.speechSynthesis.getVoices().find((candidate) => /^zh([-_](CN|Hans)|$)/i.test(candidate.lang))
    || window.speechSynthesis.getVoices().find((candidate) => /^(zh|cmn)/i.test(candidate.lang));
  const silence = () => {
    if (window.speechSynthesis) window.speechSynthesis.cancel();
    all(".press-stop").forEach((button) => button.remove());
    all('[data-press="speak"] button').forEach((button) => button.setAttribute("aria-pressed", "false"));
  };
  const speak = () => {
    silence();
    const stop = document.createElement("button");
    Object.assign(stop, { type: "button", className: "press-stop", textContent: "停止朗读", onclick: silence });
    one(".md-content").append(stop);
    all('[data-press="speak"] button').forEach((button) => button.setAttribute("aria-pressed", "true"));
    const texts = all(":scope > :is(h1, .press-subtitle, p[id], h2[id], .press-captions, .press-caption)", one(".press-article"));
    texts.forEach((element, at) => {
      const utterance = new SpeechSynthesisUtterance(element.textContent);
      Object.assign(utterance, { lang: "zh-CN", voice: voice() });
      if (at === texts.length - 1) utterance.onend = silence;
      window.speechSynthesis.speak(utterance);
    });
  };
  const speaking = () => {
    if (!window.speechSynthesis) return;
    silence();
    const button = one('[data-press="speak"] button');
    const offer = () => { if (button && voice()) { show("speak"); } };
    if (button) button.onclick = () => (one(".press-stop") ? silence() : speak());
    window.speechSynthesis.onvoiceschanged = offer;
    offer();
  };

  /* What a policy term means, beside its first use: for pointer and keyboard, gone with Escape */
  const hideTip = () => {
    all("[aria-describedby=press-tip]").forEach((link) => link.removeAttribute("aria-describedby"));
    all("#press-tip").forEach((tip) => tip.remove());
  };
  const showTip = (link) => {
    hideTip();
    const tip = document.createElement("div");
    Object.assign(tip, { id: "press-tip", className: "press-tip", textContent: link.dataset.meaning, onmouseleave: hideTip });
    tip.setAttribute("role", "tooltip");
    one(".md-content").append(tip);
    const box = link.getBoundingClientRect();
    tip.style.left = `${Math.max(8, Math.min(box.left, document.documentElement.clientWidth - tip.offsetWidth - 8)) + scrollX}px`;
    tip.style.top = `${box.bottom + scrollY}px`;
    link.setAttribute("aria-describedby", "press-tip");
  };
  const explaining = () => all(".press-article > p[id] > a[title]").forEach((link) => {
    link.dataset.meaning = link.title;
    link.classList.add("press-term");
    link.removeAttribute("title");
    link.onmouseenter = link.onfocus = () => showTip(link);
    link.onblur = hideTip;
    link.onmouseleave = (event) => { if (!event.relatedTarget || event.relatedTarget.id !== "press-tip") hideTip(); };
  });

  /* Reporting an error: the report names the paragraph and its lines when it is asked for from there */
  const reporting = () => all(".press-mark > details").forEach((details) => {
    details.ontoggle = () => {
      const general = one(".press-report");
      if (!general || !details.open || one(".press-report", details)) return;
      const mark = details.closest(".press-mark");
      const link = general.cloneNode(true);
      const report = new URL(link.href);
      report.searchParams.set("body", report.searchParams.get("body")
        .replace("段落：", `段落：${one("a", mark).hash.slice(1)}`).replace("原文行：", `原文行：${all("p > span:first-child", details).map((number) => number.textContent).join("、")}`));
      Object.assign(link, { href: report.href, textContent: "报告此段错误" });
      const line = document.createElement("p");
      line.append(link);
      details.append(line);
    };
  });

  /* A passage is lit by :target, which a browser does not set when the page was put in place by instant navigation */
  const lighting = () => {
    all(".press-lit").forEach((element) => element.classList.remove("press-lit"));
    const passage = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!passage || passage.matches(":target")) return;
    passage.classList.add("press-lit");
    passage.scrollIntoView();
  };

  const printing = () => {
    const button = one('[data-press="paper"] button');
    if (button && window.print) { button.onclick = () => window.print(); show("paper"); }
  };

  /* Going to a paragraph of the same page is the browser's own affair: instant navigation would fetch the page anew. Its click
     is stopped here, its popstate by the script in the page's head, which must be there before Material's */
  const staying = () => {
    window.pressPath = location.pathname;
    const content = one(".md-content");
    if (content) content.onclick = (event) => {
      const link = event.target.closest("a[href]");
      if (link && link.hash && link.href.split("#")[0] === location.href.split("#")[0]) event.stopPropagation();
    };
  };

  window.addEventListener("hashchange", lighting);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") { hideTip(); silence(); } });
  furnish();
  const start = () => [offering, copying, sizing, speaking, explaining, reporting, printing, lighting, staying].forEach((begin) => begin());
  if (window.document$) window.document$.subscribe(start); else start();
})();
