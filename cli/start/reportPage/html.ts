import { printable } from "../../table";

/** Markup that is safe as it is: made by {@link html}, or written by hand in this folder. Nothing of an event is ever given to it. */
export class Html {
  constructor(readonly markup: string) {}
}

/** What may stand in a template: text is escaped, markup is not, and what is undefined or false leaves nothing behind. */
export type HtmlPart = Html | string | number | undefined | false | readonly HtmlPart[];

/**
 * A template of markup whose parts are escaped. An attribute's value stands in double quotes.
 *
 * @example
 * html`<td title="${name}">${name}</td>`
 */
export function html(literals: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
  return new Html(literals.map((literal, index) => `${literal}${markupOf(parts[index])}`).join(""));
}

/** A text as it stands in an element or in a quoted attribute. Characters that steer what follows them become dots. */
export function escapeText(text: string): string {
  return printable(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function markupOf(part: HtmlPart): string {
  if (part === undefined || part === false) {
    return "";
  }
  if (part instanceof Html) {
    return part.markup;
  }
  return typeof part === "string" || typeof part === "number" ? escapeText(String(part)) : part.map(markupOf).join("");
}
