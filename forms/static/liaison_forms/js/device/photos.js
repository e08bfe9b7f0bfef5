/*
The photos chosen for a form: made small before they are sent, shown with a button to take them out again.

What the browser cannot decode (HEIC in most) goes as it is, and the server makes it small. What it can is drawn anew as
JPEG: upright, and without the place and time that cameras note in their files.
*/
import { part } from "./parts.js";

const QUALITY = 0.8;
const THUMB_PIXELS = 144; // drawn for screens of two pixels a point

/** Picture and size on paper; null for what cannot be decoded. The option makes old browsers say that they would lie it on its side. */
async function decoded(blob) {
  try {
    return await createImageBitmap(blob, { imageOrientation: "from-image" });
  } catch {
    return null;
  }
}

function drawn(picture, width, height, x = 0, y = 0, drawnWidth = width, drawnHeight = height) {
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width, height });
  const context = canvas.getContext("2d");
  context.fillStyle = "#fff"; // behind what is transparent: JPEG has no such thing
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = "high";
  context.drawImage(picture, x, y, drawnWidth, drawnHeight);
  return canvas;
}

function thumb(picture) {
  const share = THUMB_PIXELS / Math.min(picture.width, picture.height);
  const [width, height] = [picture.width * share, picture.height * share];
  const [x, y] = [(THUMB_PIXELS - width) / 2, (THUMB_PIXELS - height) / 2];
  return drawn(picture, THUMB_PIXELS, THUMB_PIXELS, x, y, width, height);
}

async function shrunk(picture, side) {
  const share = Math.min(1, side / Math.max(picture.width, picture.height));
  const canvas = drawn(picture, Math.round(picture.width * share), Math.round(picture.height * share));
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
  canvas.width = canvas.height = 0; // phones have little memory for these
  return blob;
}

export class Photos {
  /** `changed` is called when one was added or taken out. */
  constructor(changed) {
    this.kept = []; // {name, blob, thumb}
    this.ready = Promise.resolve();
    this.changed = changed;
  }

  /** [{name, blob}], as the store keeps them and the form sends them. */
  get list() {
    return this.kept.map(({ name, blob }) => ({ name, blob }));
  }

  /** Belong to `input`, which from now on only chooses. */
  mount(input) {
    this.limits = input.dataset;
    this.holder = part("photos");
    input.classList.add("photos__input");
    input.after(this.holder);
    input.addEventListener("change", () => {
      const files = [...input.files];
      input.value = "";
      this.ready = this.ready.then(() => this.add(files));
    });
    this.render();
  }

  async add(files) {
    const problems = new Set();
    for (const file of files) {
      if (this.kept.length >= Number(this.limits.photosMost)) problems.add(this.holder.dataset.tooMany);
      else if (!(await this.addOne(file))) problems.add(this.holder.dataset.tooLarge);
    }
    this.render([...problems].join(" "));
    this.changed();
  }

  async addOne(file) {
    const waiting = { name: file.name, isWaiting: true };
    this.render("", [...this.kept, waiting]);
    const picture = await decoded(file);
    const small = picture && (await shrunk(picture, Number(this.limits.photosSide)));
    const photo = {
      name: small ? file.name.replace(/\.\w+$/, "") + ".jpg" : file.name,
      blob: small ?? file,
      thumb: picture && thumb(picture),
    };
    picture?.close();
    if (photo.blob.size > Number(this.limits.photosMostBytes)) return false;
    this.kept.push(photo);
    return true;
  }

  /** Put back what was kept: small already. */
  async restore(list) {
    for (const { name, blob } of list) {
      const picture = await decoded(blob);
      this.kept.push({ name, blob, thumb: picture && thumb(picture) });
      picture?.close();
    }
    this.render();
    if (list.length) this.holder.closest("details")?.setAttribute("open", "");
  }

  clear() {
    this.kept = [];
    this.render();
  }

  render(problem = "", shown = this.kept) {
    this.holder.querySelector("[data-slot=problem]").textContent = problem;
    this.holder.querySelector("ul").replaceChildren(...shown.map((photo) => this.item(photo)));
  }

  item(photo) {
    const item = part("photo", { name: photo.name });
    const button = item.querySelector("button");
    item.querySelector("[data-slot=waiting]").hidden = !photo.isWaiting;
    button.hidden = Boolean(photo.isWaiting);
    button.setAttribute("aria-label", `${button.textContent.trim()} ${photo.name}`);
    button.addEventListener("click", () => {
      this.kept = this.kept.filter((other) => other !== photo);
      this.render();
      this.changed();
      this.holder.previousElementSibling.focus();
    });
    if (photo.thumb) item.querySelector("[data-slot=picture]").replaceChildren(photo.thumb);
    return item;
  }
}
