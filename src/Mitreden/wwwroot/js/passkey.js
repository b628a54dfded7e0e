// Sign in or register with a passkey. The forms start hidden and are shown where passkeys exist.
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const withIds = (list) => list?.map((entry) => ({ ...entry, id: bytes(entry.id) }));

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll("[data-passkey-form]")) form.hidden = false;
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-passkey]");
    if (!button?.form) return;
    event.preventDefault();
    run(button, button.form);
  });
} else {
  for (const form of document.querySelectorAll("[data-passkey-form]")) form.hidden = true;
}

async function run(button, form) {
  const error = form.querySelector("[data-passkey-error]");
  if (error) error.hidden = true;
  if (!form.reportValidity()) return;
  button.disabled = true;
  try {
    const options = await askOptions(form);
    // something else in the form will not do: the page itself says what
    if (!options) { form.submit(); return; }
    const credential = button.dataset.passkey === "create"
      ? await navigator.credentials.create({ publicKey: creation(options) })
      : await navigator.credentials.get({ publicKey: request(options) });
    form.elements.namedItem("credential").value = JSON.stringify(asJson(credential));
    form.submit();
  } catch (problem) {
    button.disabled = false;
    const cancelled = ["NotAllowedError", "AbortError"].includes(problem?.name);
    show(error, form, button, cancelled ? "textCancelled" : "textFailed");
  }
}

function show(error, form, button, name) {
  if (!error) return;
  const words = button.dataset[name] ?? form.dataset[name] ?? error.dataset[name] ?? "";
  (error.querySelector("[data-passkey-error-text]") ?? error).textContent = words;
  error.hidden = false;
}

async function askOptions(form) {
  const data = new FormData(form);
  const token = data.get("__RequestVerificationToken");
  data.delete("credential");
  const answer = await fetch(form.dataset.optionsUrl, {
    method: "POST",
    headers: { Accept: "application/json", RequestVerificationToken: token ?? "" },
    body: data,
  });
  if (answer.status === 422) return null;
  if (!answer.ok || answer.redirected) throw new Error(`options: ${answer.status}`);
  const json = await answer.json();
  return typeof json === "string" ? JSON.parse(json) : json;
}

function creation(options) {
  if (PublicKeyCredential.parseCreationOptionsFromJSON) return PublicKeyCredential.parseCreationOptionsFromJSON(options);
  return {
    ...options,
    challenge: bytes(options.challenge),
    user: { ...options.user, id: bytes(options.user.id) },
    excludeCredentials: withIds(options.excludeCredentials),
  };
}

function request(options) {
  if (PublicKeyCredential.parseRequestOptionsFromJSON) return PublicKeyCredential.parseRequestOptionsFromJSON(options);
  return { ...options, challenge: bytes(options.challenge), allowCredentials: withIds(options.allowCredentials) };
}

function asJson(credential) {
  try {
    // some password managers hand out an object whose toJSON throws
    if (credential.toJSON) return credential.toJSON();
  } catch { /* our own conversion below */ }
  const { response } = credential;
  const json = {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: { clientDataJSON: text(response.clientDataJSON) },
  };
  if (response.attestationObject) {
    json.response.attestationObject = text(response.attestationObject);
    json.response.transports = response.getTransports?.() ?? [];
  } else {
    json.response.authenticatorData = text(response.authenticatorData);
    json.response.signature = text(response.signature);
    if (response.userHandle) json.response.userHandle = text(response.userHandle);
  }
  return json;
}
