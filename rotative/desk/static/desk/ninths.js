/* The point of interest by a choice of nine places, for a keyboard or a finger; with a mouse one may draw a frame as well. */
const nine = document.querySelector("[data-desk-ninths]");
const image = document.querySelector(".focal-point-chooser img[data-original-width]");
const names = ["x", "y", "width", "height"];
const field = (name) => document.querySelector(`input.focal_point_${name}`);

const start = () => {
  const size = [Number(image.dataset.originalWidth), Number(image.dataset.originalHeight)];
  const buttons = [...nine.querySelectorAll("[data-at]")];
  const show = () => {
    const at = [field("x").value, field("y").value].map((value, side) => value && Math.min(2, Math.floor((3 * value) / size[side])));
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.at === at.join(" ")));
  };
  const choose = (button) => {
    const [across, down] = button.dataset.at.split(" ").map(Number);
    const [width, height] = size.map((side) => Math.floor(side / 3));
    const [x, y] = [across, down].map((place, side) => Math.floor(((place + 0.5) * size[side]) / 3));
    /* The frame of Wagtail's script follows, and would write the same. */
    window.jcropapi?.setSelect([x - width / 2, y - height / 2, x + width / 2, y + height / 2]);
    [x, y, width, height].forEach((value, at) => { field(names[at]).value = value; });
    show();
  };
  for (const button of buttons) button.addEventListener("click", () => choose(button));
  document.querySelector(".remove-focal-point")?.addEventListener("click", () => setTimeout(show));
  document.querySelector(".focal-point-chooser").addEventListener("pointerup", () => setTimeout(show));
  nine.hidden = false;
  show();
};

if (nine && image && names.every(field)) start();
