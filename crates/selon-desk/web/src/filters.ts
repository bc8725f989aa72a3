// The filters of a list apply as soon as one is ticked; the button is for browsers without scripts. After the page has come back, the
// focus is where it was.

const FOCUS = "selon-filter";

/** `form` holds checkboxes, and the days that the timeline sets. */
export function filters(form: HTMLElement): void {
  if (!(form instanceof HTMLFormElement)) return;
  // What is empty says nothing: it stays out of the address.
  form.addEventListener("formdata", ({ formData }) => {
    for (const name of new Set(formData.keys())) {
      const values = formData.getAll(name).filter((value) => value !== "");
      formData.delete(name);
      for (const value of values) formData.append(name, value);
    }
  });
  form.addEventListener("change", ({ target }) => {
    if (!(target instanceof HTMLInputElement) || !/^(checkbox|radio)$/.test(target.type)) return;
    remember(target);
    form.requestSubmit();
  });
  const isTyped = form.querySelector("input:not([type='checkbox'], [type='radio'], [type='hidden']), select, textarea");
  if (!isTyped) for (const button of form.querySelectorAll("button")) button.hidden = true;
  restore(form);
}

function remember(input: HTMLInputElement): void {
  try {
    sessionStorage.setItem(FOCUS, JSON.stringify([location.pathname, input.name, input.value, scrollY]));
  } catch {
    // A browser that keeps nothing.
  }
}

function restore(form: HTMLFormElement): void {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(FOCUS) ?? "null");
    sessionStorage.removeItem(FOCUS);
    if (!Array.isArray(kept) || kept[0] !== location.pathname) return;
    const inputs = [...form.querySelectorAll<HTMLInputElement>("input")];
    const input = inputs.find(({ name, value }) => name === kept[1] && value === kept[2]);
    const group = input?.closest("details");
    if (group) group.open = true;
    input?.focus({ preventScroll: true });
    if (input) scrollTo({ top: Number(kept[3]), behavior: "instant" });
  } catch {
    // A browser that keeps nothing.
  }
}
