// Comfort only: without it every form works, with passwords hidden and buttons always live.
const say = document.body.dataset;

for (const box of document.querySelectorAll(".has-button")) {
  const [input, button] = [box.querySelector("input"), box.querySelector("button")];
  const reveal = (visible) => {
    input.type = visible ? "text" : "password";
    button.textContent = visible ? say.hide : say.show;
    button.setAttribute("aria-label", visible ? say.hidePassword : say.showPassword);
  };
  button.hidden = false;
  button.addEventListener("click", () => reveal(input.type === "password"));
  // Hidden again before it leaves, so that the browser keeps it as a password and not as a text it may suggest.
  input.form.addEventListener("submit", () => reveal(false));
}

// What is sent is not sent twice.
addEventListener("submit", ({ target }) => {
  if (target.getAttribute("method") !== "post") return;
  setTimeout(() => { target.querySelector("button:not([type=button])").disabled = true; });
});
// "Back" may bring this page out of the browser's memory as it was left.
addEventListener("pageshow", () => {
  for (const send of document.querySelectorAll("form[method=post] button:disabled")) send.disabled = false;
});

// Ticks all boxes of a list, or none.
addEventListener("change", ({ target }) => {
  if (!target.dataset.all) return;
  for (const box of document.querySelectorAll(`[type=checkbox][name="${target.dataset.all}"]`)) box.checked = target.checked;
});

addEventListener("click", async ({ target }) => {
  if (!target.matches(".copy")) return;
  await navigator.clipboard.writeText(target.closest("details").querySelector("code").textContent);
  target.textContent = target.dataset.done;
});

// Looks while one types: what the page of that search has found takes the place of what was found before.
for (const search of document.querySelectorAll("[data-live]")) {
  const { live } = search.dataset;
  let asked = new AbortController();
  const look = async (signal) => {
    const words = [...new FormData(search)].filter(([, word]) => word);
    const address = `${search.getAttribute("action")}?${new URLSearchParams(words)}`;
    const reply = await fetch(address, { signal });
    // What is no list, the button shows.
    if (!reply.ok || reply.redirected) return;
    const page = new DOMParser().parseFromString(await reply.text(), "text/html");
    document.getElementById(live).replaceWith(page.getElementById(live));
    document.getElementById(`${live}-said`).textContent = page.getElementById(`${live}-said`).dataset.said;
    history.replaceState(null, "", address);
  };
  search.addEventListener("input", () => {
    asked.abort();
    asked = new AbortController();
    const { signal } = asked;
    // One who goes on typing wants no answer yet; one whose line is down asks by the button.
    setTimeout(() => { if (!signal.aborted) look(signal).catch(() => {}); }, 250);
  });
}

// On a phone the ways are longer than the screen: where one is comes into view.
for (const here of document.querySelectorAll(".ways [aria-current], .tabs [aria-current]")) {
  here.scrollIntoView({ block: "nearest", inline: "center" });
}
