// Comfort only: without it the form still works, with the password hidden and the button always live.
const form = document.querySelector("form");

if (form) {
  const passwords = [...form.querySelectorAll("input[type=password]")];
  const show = form.querySelector(".show");
  const go = form.querySelector(".go");
  const status = document.querySelector("[role=status]");
  const label = go.textContent;

  const reveal = (visible) => {
    for (const password of passwords) password.type = visible ? "text" : "password";
    show.textContent = visible ? "Hide" : "Show";
    show.setAttribute("aria-label", visible ? "Hide password" : "Show password");
  };

  const send = (sending) => {
    go.disabled = sending;
    go.textContent = sending ? "One moment…" : label;
    status.textContent = sending ? "Sending" : "";
  };

  if (show) {
    show.hidden = false;
    show.addEventListener("click", () => reveal(passwords[0].type === "password"));
  }

  form.addEventListener("submit", () => {
    // Hidden again before it leaves, so that the browser keeps it as a password and not as a text it may suggest.
    if (show) reveal(false);
    send(true);
  });

  // "Back" may bring this page out of the browser's memory as it was left.
  addEventListener("pageshow", () => send(false));
}
