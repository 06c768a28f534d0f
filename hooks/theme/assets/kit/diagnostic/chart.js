// @ts-check
// The picture of a diagnostic's result, and the table that says the same.

const kitChart = (() => {
  "use strict";
  const { make, speaker } = self.kit;
  const { LIKELY, POSSIBLE, causes, share, weight, inWords } = kitCounting;
  const say = speaker("diagnostic");

  const SVG = "http://www.w3.org/2000/svg";
  const [SIZE, LINE, BAR] = [14, 19, 12]; // pixels: letters, lines, bars
  const pen = document.createElement("canvas").getContext("2d");
  const figure = make("figure", { class: "pk-scale" });

  /** A table whose rows are headed by their first text. @param {string} name @param {string[]} columns @param {string[][]} rows */
  const grid = (name, columns, rows) => {
    const head = make("tr", {}, ...columns.map((column) => make("th", { scope: "col" }, say(column))));
    const body = rows.map(([first, ...cells]) =>
      make("tr", {}, make("th", { scope: "row" }, first), ...cells.map((cell) => make("td", {}, cell))),
    );
    const table = make("table", { class: "pk-scores" }, make("thead", {}, head), make("tbody", {}, ...body));
    return make("div", { class: "pk-table", tabindex: 0, role: "region", "aria-label": name }, table);
  };

  /** @param {string} tag @param {Record<string, string | number>} attributes @param {...(Node | string)} children */
  const shape = (tag, attributes, ...children) => {
    const made = document.createElementNS(SVG, tag);
    Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, String(value)));
    made.append(...children);
    return made;
  };

  /** The *text* cut into lines of *width* pixels at most. @param {string} text @param {number} width @param {boolean} bold */
  const lines = (text, width, bold) => {
    if (pen) pen.font = `${bold ? "bold " : ""}${SIZE}px ${getComputedStyle(figure).fontFamily}`;
    const fits = (/** @type {string} */ part) =>
      (pen ? pen.measureText(part).width : part.length * SIZE * 0.6) <= width;
    /** @type {string[]} */
    const cut = [];
    for (const word of text.split(/ /)) {
      const longer = cut.length ? `${cut[cut.length - 1]} ${word}` : word;
      if (cut.length && fits(longer)) cut[cut.length - 1] = longer;
      else cut.push(word);
    }
    return cut;
  };

  /** @param {Map<string, Score[]>} groups by family @param {number} width @param {string} description */
  const picture = (groups, width, description) => {
    /** @type {Element[]} */
    const parts = [];
    let y = 0;
    const write = (/** @type {string} */ text, /** @type {string} */ kind) => {
      for (const part of lines(text, width - 2, kind !== "level")) {
        y += LINE;
        parts.push(shape("text", { x: 0, y: y - 4, class: `pk-chart__${kind}`, "font-size": SIZE }, part));
      }
    };
    for (const [family, list] of groups) {
      if (family) write(family, "family");
      for (const score of list) {
        write(score.cause.title, "title");
        const filled = score.level === "unsure" ? 0 : (width - 2) * share(score);
        parts.push(
          shape("rect", {
            x: 1,
            y: y + 1,
            width: width - 2,
            height: BAR,
            class: `pk-chart__track pk-chart__track--${score.level}`,
          }),
          shape("rect", {
            x: 1,
            y: y + 1,
            width: filled,
            height: BAR,
            class: `pk-chart__bar pk-chart__bar--${score.level}`,
          }),
          ...[POSSIBLE, LIKELY].map((percent) => {
            const x = 1 + ((width - 2) * percent) / 100;
            return shape("line", { x1: x, x2: x, y1: y - 1, y2: y + BAR + 3, class: "pk-chart__limit" });
          }),
        );
        y += BAR + 3;
        write(inWords(score), "level");
        y += 10;
      }
    }
    return shape(
      "svg",
      {
        class: "pk-chart",
        role: "img",
        "aria-labelledby": "pk-chart-title",
        "aria-describedby": "pk-chart-text",
        viewBox: `0 0 ${width} ${y}`,
        width,
        height: y,
      },
      shape("title", { id: "pk-chart-title" }, say("chart")),
      shape("desc", { id: "pk-chart-text" }, description),
      ...parts,
    );
  };

  /** @type {(width: number) => void} */
  let redraw = () => {};
  let drawn = 0;

  /** @param {Score[]} list in order */
  const show = (list) => {
    /** @type {Map<string, Score[]>} */
    const groups = new Map([...new Set(causes.map(({ family }) => family))].map((family) => [family, []]));
    list.forEach((score) => groups.get(score.cause.family)?.push(score));
    const rows = [...groups.values()].flat().map((score) => [score.cause.title, say(score.level), weight(score)]);
    const description = rows.map((row) => `${row.join(", ")}.`).join(" ");
    const table = grid(say("chart"), ["cause", "level", "weight"], rows);
    const caption = make("figcaption", { class: "pk-note" }, say("limits", { possible: POSSIBLE, likely: LIKELY }));
    redraw = (width) => {
      drawn = width;
      figure.replaceChildren(picture(groups, width, description), caption, table);
    };
    redraw(figure.clientWidth || drawn || 320);
  };

  const resized = () => figure.clientWidth && figure.clientWidth !== drawn && redraw(figure.clientWidth);
  new ResizeObserver(() => requestAnimationFrame(resized)).observe(figure);

  return { figure, show, grid };
})();
