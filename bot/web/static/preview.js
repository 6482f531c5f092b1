// Keeps the panel beside a preview fresh, and shows the conversation anew when the author's files were saved.
"use strict";
const body = document.body, panel = document.getElementById("panel");
let mark = body.dataset.mark;

async function look() {
  try {
    const answer = await fetch(`/preview/${encodeURIComponent(body.dataset.name)}/panel?seen=${encodeURIComponent(mark)}`);
    if (answer.status === 200) {
      const before = mark.split(".")[0];
      mark = answer.headers.get("X-Mark");
      panel.innerHTML = await answer.text();
      if (mark.split(".")[0] !== before) show();
    }
  } catch {
    // The preview was stopped; it is looked for again.
  }
  setTimeout(look, 700);
}

function show() {
  const talk = document.getElementById("talk");
  if (talk.contentWindow) talk.contentWindow.location.replace(`/c/${body.dataset.name}`);
  else location.reload();
}

look();
