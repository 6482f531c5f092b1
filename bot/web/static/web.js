// Everything works without this file. With it, a step changes the page in place instead of loading it anew.
"use strict";

const find = (selector) => document.querySelector(selector);
const word = (name) => document.body.dataset[name];

const remark = (words) => {
  find("#aside").textContent = words;
  clearTimeout(remark.timer);
  remark.timer = setTimeout(() => { find("#aside").textContent = ""; }, 6000);
};

// What the server answers takes the place of the page; the focus goes to what is asked, and news are read out.
const show = (text, address) => {
  const next = new DOMParser().parseFromString(text, "text/html");
  const fresh = next.getElementById("page");
  if (!fresh) { location.assign(address); return; }
  history.replaceState(null, "", address);
  document.title = next.title;
  find("#page").replaceWith(fresh);
  find(".top").replaceWith(next.querySelector(".top"));
  prepare();
  scrollTo({ top: 0, behavior: "instant" });
  const line = matchMedia("(pointer: fine)").matches && find("#answer");
  (line || find("#heading") || find("#content")).focus({ preventScroll: true });
  find("#voice").textContent = find(".misfit, .news")?.innerText ?? "";
};

const send = async (form, button) => {
  if (form.dataset.sent) { return; }
  form.dataset.sent = "yes";
  find("#page").classList.add("busy");
  try {
    const answer = await fetch(form.action, {
      method: "POST", body: new URLSearchParams(new FormData(form, button)), signal: AbortSignal.timeout(20000),
    });
    const text = await answer.text();
    show(text, answer.redirected ? answer.url : location.href);
  } catch {
    delete form.dataset.sent;
    find("#page").classList.remove("busy");
    remark(word("offline"));
  }
};

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-smooth]")) { return; }
  event.preventDefault();
  send(event.target, event.submitter);
});

// Ticks: what goes with nothing else stands alone.
document.addEventListener("change", ({ target }) => {
  if (target.name !== "tick" || !target.checked) { return; }
  const lonely = "alone" in target.dataset;
  for (const tick of target.form.querySelectorAll("[name=tick]:checked")) {
    if (tick !== target && (lonely || "alone" in tick.dataset)) { tick.checked = false; }
  }
});
document.addEventListener("click", async ({ target }) => {
  const menu = find(".menu[open]");
  if (menu && !menu.contains(target)) { menu.open = false; }
  const copy = target.closest("[data-copy]");
  if (copy) { await navigator.clipboard.writeText(copy.dataset.copy); remark(word("copied")); }
  const locate = target.closest("[data-locate]");
  if (locate) {
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      find("#answer").value = `${coords.latitude.toFixed(5)},${coords.longitude.toFixed(5)}`;
    });
  }
});
document.addEventListener("keydown", ({ key }) => {
  const menu = find(".menu[open]");
  if (key === "Escape" && menu) { menu.open = false; menu.querySelector("summary").focus(); }
});

// What only a script can do is shown only where there is one.
const prepare = () => {
  for (const button of document.querySelectorAll(navigator.clipboard ? "[data-copy]" : ".none")) { button.hidden = false; }
  for (const button of document.querySelectorAll(navigator.geolocation ? "[data-locate]" : ".none")) { button.hidden = false; }
};
prepare();
