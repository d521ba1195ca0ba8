/* A frame on the picture that follows the four fields, and the fields follow it; without this, one fills in the fields. */
const form = document.querySelector("[data-desk-crop]");
const stage = form?.querySelector("[data-stage]");
const fields = ["left", "top", "right", "bottom"].map((name) => form?.elements.namedItem(name));
const LEAST = 2;
const STEP = 1;

const limit = (value, low, high) => Math.min(high, Math.max(low, value));
const read = () => fields.map((field) => Number(field.value) || 0);

const start = () => {
  const frame = document.createElement("div");
  frame.className = "desk-crop__frame";
  frame.tabIndex = 0;
  frame.setAttribute("role", "group");
  frame.setAttribute("aria-label", document.querySelector("script[data-frame]").dataset.frame);
  stage.append(frame);

  const draw = () => {
    const [left, top, right, bottom] = read();
    Object.assign(frame.style, { left: `${left}%`, top: `${top}%`, width: `${right - left}%`, height: `${bottom - top}%` });
  };
  const write = (edges) => {
    const [left, top, right, bottom] = edges;
    const kept = [
      limit(Math.min(left, right - LEAST), 0, 100 - LEAST),
      limit(Math.min(top, bottom - LEAST), 0, 100 - LEAST),
      limit(Math.max(right, left + LEAST), LEAST, 100),
      limit(Math.max(bottom, top + LEAST), LEAST, 100),
    ];
    fields.forEach((field, at) => { field.value = kept[at].toFixed(1); });
    draw();
  };
  const move = (across, down) => {
    const [left, top, right, bottom] = read();
    const x = limit(across, -left, 100 - right);
    const y = limit(down, -top, 100 - bottom);
    write([left + x, top + y, right + x, bottom + y]);
  };

  frame.addEventListener("keydown", (event) => {
    const ways = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };
    const way = ways[event.key];
    if (!way) return;
    event.preventDefault();
    if (event.shiftKey) {
      const [left, top, right, bottom] = read();
      write([left, top, right + way[0], bottom + way[1]]);
    } else move(...way);
  });

  const at = (event) => {
    const box = stage.getBoundingClientRect();
    return [limit((100 * (event.clientX - box.left)) / box.width, 0, 100), limit((100 * (event.clientY - box.top)) / box.height, 0, 100)];
  };
  stage.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    frame.focus({ preventScroll: true });
    stage.setPointerCapture(event.pointerId);
    const from = at(event);
    const before = read();
    const whole = before[0] === 0 && before[1] === 0 && before[2] === 100 && before[3] === 100;
    const inside = !whole && event.target === frame;
    const drag = (moved) => {
      const to = at(moved);
      if (inside) {
        write(before);
        move(to[0] - from[0], to[1] - from[1]);
      } else if (Math.abs(to[0] - from[0]) + Math.abs(to[1] - from[1]) > LEAST) {
        write([Math.min(from[0], to[0]), Math.min(from[1], to[1]), Math.max(from[0], to[0]), Math.max(from[1], to[1])]);
      }
    };
    stage.addEventListener("pointermove", drag);
    const end = () => stage.removeEventListener("pointermove", drag);
    stage.addEventListener("pointerup", end, { once: true });
    stage.addEventListener("pointercancel", end, { once: true });
  });

  for (const button of form.querySelectorAll("[data-shape]")) {
    button.addEventListener("click", () => {
      const shape = Number(button.dataset.shape) / (Number(form.dataset.width) / Number(form.dataset.height));
      if (!shape) return write([0, 0, 100, 100]);
      const [left, top, right, bottom] = read();
      const [x, y] = [(left + right) / 2, (top + bottom) / 2];
      const width = Math.min(100, 100 * shape);
      const height = width / shape;
      const [l, t, r, b] = [x - width / 2, y - height / 2, x + width / 2, y + height / 2];
      const across = l < 0 ? -l : r > 100 ? 100 - r : 0;
      const down = t < 0 ? -t : b > 100 ? 100 - b : 0;
      return write([l + across, t + down, r + across, b + down]);
    });
  }
  fields.forEach((field) => field.addEventListener("input", draw));
  form.querySelector("[data-shapes]").hidden = false;
  form.querySelector("[data-help]").hidden = false;
  draw();
};

if (fields.every(Boolean) && stage) start();
