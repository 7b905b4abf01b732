// Passkeys: asks the server what to sign, lets the browser sign it, and sends the answer as an ordinary form.
(() => {
  const can =
    window.PublicKeyCredential?.parseRequestOptionsFromJSON && window.PublicKeyCredential?.parseCreationOptionsFromJSON;

  const asked = async (form) => {
    const token = form.elements.csrfmiddlewaretoken.value;
    const answer = await fetch(form.dataset.ask, { method: "POST", headers: { "X-CSRFToken": token } });
    if (answer.redirected) {
      // The password has to be given again first, or the time is out.
      location.assign(answer.url);
      return new Promise(() => {});
    }
    return (await answer.json()).publicKey;
  };

  const signed = async (form) => {
    const publicKey = await asked(form);
    const making = form.dataset.passkey === "create";
    const made = making
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(publicKey) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(publicKey) });
    return JSON.stringify(made.toJSON());
  };

  for (const form of can ? document.querySelectorAll("form[data-passkey]") : []) {
    const said = form.querySelector("[data-said]");
    form.hidden = false;
    form.closest("[data-passkey-only]")?.removeAttribute("hidden");
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      event.stopPropagation();
      said.textContent = "";
      try {
        form.elements.answer.value = await signed(form);
        // A shared computer is one whichever way somebody signs in there.
        if (document.querySelector("input[name=shared]:checked")) form.elements.shared.value = "on";
      } catch {
        said.textContent = said.dataset.said;
        return;
      }
      form.submit();
    });
  }

  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
})();
