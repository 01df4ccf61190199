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

for (const form of document.querySelectorAll("form[method=post]")) {
  const send = form.querySelector("button:not([type=button])");
  form.addEventListener("submit", () => setTimeout(() => { send.disabled = true; }));
  // "Back" may bring this page out of the browser's memory as it was left.
  addEventListener("pageshow", () => { send.disabled = false; });
}

// On a phone the ways are longer than the screen: where one is comes into view.
for (const here of document.querySelectorAll(".ways [aria-current], .tabs [aria-current]")) {
  here.scrollIntoView({ block: "nearest", inline: "center" });
}
