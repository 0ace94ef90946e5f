/* Who else has the event open, kept up to date; and what is typed, kept in this browser
   tab until it is stored: when the session ended meanwhile it is offered again after
   signing in. The form works without it. */
(function () {
  "use strict";
  const form = document.getElementById("event_form");
  if (!form) return;

  // A sign of life twice a minute, and one when the page is left.
  const present = document.getElementById("present");
  const token = form.querySelector("input[name=csrfmiddlewaretoken]");
  let sent = false;

  function post(leave) {
    const data = new FormData();
    data.append("csrfmiddlewaretoken", token.value);
    if (leave) {
      data.append("leave", "1");
      navigator.sendBeacon(form.dataset.presence, data);
      return;
    }
    fetch(form.dataset.presence, { method: "POST", body: data })
      .then(function (answer) { return answer.ok && !answer.redirected ? answer.json() : null; })
      .then(function (said) {
        if (!said || !present) return;
        present.hidden = !said.words;
        if (present.textContent !== said.words) present.textContent = said.words;
      })
      .catch(function () {});
  }
  if (form.dataset.presence && token) {
    post(false);
    setInterval(function () { if (!document.hidden) post(false); }, 30000);
    document.addEventListener("visibilitychange", function () { if (!document.hidden) post(false); });
    window.addEventListener("pagehide", function () { if (!sent) post(true); });
  }

  // What is typed stays in this tab until the event is stored.
  const place = "timeline:" + (form.getAttribute("action") || location.pathname);
  const OWN = ["csrfmiddlewaretoken", "_save", "_publish"];
  let store = null;
  try { store = window.sessionStorage; } catch (refused) { return; }

  function typed() {
    return [...new FormData(form)].filter(function (pair) {
      return !OWN.includes(pair[0]) && typeof pair[1] === "string";
    });
  }
  function keep() {
    try { store.setItem(place, JSON.stringify(typed())); } catch (full) { /* it is only a help */ }
  }
  function forget() { store.removeItem(place); }
  function forgetAll() {
    Object.keys(store).filter(function (key) { return key.startsWith("timeline:"); })
      .forEach(function (key) { store.removeItem(key); });
  }

  let timer = 0;
  form.addEventListener("input", function () {
    clearTimeout(timer);
    timer = setTimeout(keep, 500);
  });
  form.addEventListener("submit", function () { sent = true; clearTimeout(timer); keep(); });

  // The page after storing says so: what was kept is stored. Otherwise offer it.
  const kept = JSON.parse(store.getItem(place) || "null");
  if (document.querySelector(".messagelist .success")) { forgetAll(); return; }
  if (!kept || form.querySelector(".errornote, .choosing") || same(kept, typed())) return;
  offer();

  function same(one, other) {
    const plain = function (pairs) {
      return JSON.stringify(pairs.filter(function (pair) {
        return pair[1] && !["seen", "opened", "merging"].includes(pair[0]);
      }));
    };
    return plain(one) === plain(other);
  }

  function button(words, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "btn";
    made.textContent = words;
    made.addEventListener("click", act);
    return made;
  }

  function offer() {
    const box = document.createElement("div");
    box.className = "dup kept";
    box.setAttribute("role", "status");
    const words = document.createElement("p");
    words.textContent = "You typed something here that was not stored, perhaps because you were signed out. Nothing is lost.";
    const buttons = document.createElement("p");
    buttons.className = "edbar";
    buttons.append(
      button("Put my text back", putBack),
      button("Forget it", function () { forget(); box.remove(); }),
    );
    box.append(words, buttons);
    form.querySelector("h1").after(box);
  }

  // Sent as it was, with a button that only draws the page again: the server puts every
  // row where it belongs, and compares with what was stored meanwhile when it is saved.
  function putBack() {
    const back = document.createElement("form");
    back.method = "post";
    back.action = form.action;
    back.hidden = true;
    [...kept, ["csrfmiddlewaretoken", token.value], ["_again", "1"]].forEach(function (pair) {
      const input = document.createElement("input");
      input.type = "hidden";
      input.name = pair[0];
      input.value = pair[1];
      back.append(input);
    });
    document.body.append(back);
    sent = true;
    back.submit();
  }
})();
