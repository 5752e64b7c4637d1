import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Html } from "./html";

/** One scheme's colours: whatever is written or drawn is an ink, and lies on a paper. */
export interface Scheme {
  readonly papers: Readonly<Record<"canvas" | "surface", string>>;
  readonly inks: Readonly<Record<"text" | "muted" | "accent" | "good" | "bad", string>>;
}

/** The page's colours. Every ink can be read on every paper of its scheme. */
export const palette: Readonly<Record<"light" | "dark", Scheme>> = {
  light: {
    papers: { canvas: "#ffffff", surface: "#f2f4f7" },
    inks: { text: "#1a1f26", muted: "#535c68", accent: "#0a58a8", good: "#1b6633", bad: "#b0241c" },
  },
  dark: {
    papers: { canvas: "#12161b", surface: "#1d232b" },
    inks: { text: "#e7ebf0", muted: "#a8b2be", accent: "#85b9f6", good: "#77d292", bad: "#ff958b" },
  },
};

/** The page's whole style. On paper it is light, whatever the screen is. */
export const style = new Html(`
:root { color-scheme: light dark; ${variables(palette.light)} }
@media screen and (prefers-color-scheme: dark) { :root { ${variables(palette.dark)} } }
${readFileSync(join(__dirname, "style.css"), "utf8")}`);

function variables({ papers, inks }: Scheme): string {
  return Object.entries({ ...papers, ...inks })
    .map(([name, colour]) => `--${name}: ${colour};`)
    .join(" ");
}
