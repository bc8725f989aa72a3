// Making elements. Text is always text: nothing here takes HTML.

type Attributes = Record<string, string | number | undefined>;

function fill<E extends Element>(element: E, attributes: Attributes, children: (Node | string)[]): E {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) element.setAttribute(name, String(value));
  }
  element.append(...children);
  return element;
}

/** An HTML element. */
export function html<N extends keyof HTMLElementTagNameMap>(
  name: N,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[N] {
  return fill(document.createElement(name), attributes, children);
}

/** An element of a drawing. */
export function svg<N extends keyof SVGElementTagNameMap>(
  name: N,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): SVGElementTagNameMap[N] {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
}

/** An address of a link that comes with data: of this desk, or none. */
export function own(address: string | undefined): string | undefined {
  if (!address) return undefined;
  const url = new URL(address, location.href);
  return url.origin === location.origin && url.protocol.startsWith("http") ? url.href : undefined;
}
