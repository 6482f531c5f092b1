// Keeps the panel beside a preview fresh, and shows the conversation anew when the author's files were saved.
"use strict";

const body = document.body, panel = document.getElementById("panel"), talk = document.getElementById("talk");
const here = `/preview/${encodeURIComponent(body.dataset.name)}`;
let mark = body.dataset.mark;

// The panel speaks the language that the conversation beside it is held in.
const language = () => talk.contentDocument?.documentElement.lang ?? "";

const look = async () => {
  try {
    const answer = await fetch(`${here}/panel?${new URLSearchParams({ seen: mark, lang: language() })}`);
    if (answer.status === 200) {
      const before = mark.split(".")[0];
      mark = answer.headers.get("X-Mark");
      change(new DOMParser().parseFromString(await answer.text(), "text/html"));
      if (mark.split(".")[0] !== before) { anew(); }
    }
  } catch {
    // The preview was stopped; it is looked for again.
  }
  setTimeout(look, 700);
};

// Only what is different is replaced, so that the map stays where it was scrolled to.
const change = (fresh) => {
  const [map, next] = [panel, fresh].map((one) => one.querySelector("#map"));
  const same = map && next && map.dataset.picture === next.dataset.picture;
  const whole = panel.querySelector("#whole")?.checked;
  const marks = next?.querySelector("#marks");
  if (same) { next.replaceWith(map); }
  panel.replaceChildren(...fresh.body.childNodes);
  if (same) { map.querySelector("#marks").replaceWith(marks); }
  else if (whole) { panel.querySelector("#whole").checked = true; }
  follow();
};

// Brings the question of this moment into sight on the map, without moving the page.
const follow = (behavior = "smooth") => {
  const sheet = panel.querySelector(".sheet"), now = sheet?.querySelector(":is(.open, .ahead) rect");
  if (!now) { return; }
  const [frame, box] = [sheet, now].map((one) => one.getBoundingClientRect());
  const left = box.left + box.width / 2 - frame.left - frame.width / 2;
  const top = box.top + box.height / 2 - frame.top - frame.height / 2;
  sheet.scrollBy({ left, top, behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : behavior });
};

const anew = () => {
  if (talk.contentWindow) { talk.contentWindow.location.replace(`${body.dataset.pages}/c/${body.dataset.name}`); }
  else { location.reload(); }
};

follow("instant");
look();
