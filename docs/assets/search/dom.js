// Elements without a framework: make("a", { href, class: "x", onclick }, "text", child, …).

export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(properties)) {
    if (key === "class") element.className = value;
    else if (key.includes("-") || key === "role") element.setAttribute(key, value);
    else element[key] = value;
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

// [text, is a hit] pieces as text and marks.
export const marked = (pieces) => pieces.map(([text, hit]) => (hit ? make("mark", {}, text) : text));
