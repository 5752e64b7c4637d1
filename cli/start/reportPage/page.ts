import { html } from "./html";
import type { ReportPageModel } from "./model";
import { sectionsOf } from "./sections";
import { style } from "./style";

/** The page of a run: one file that needs no other, no network and no script. Equal models give equal bytes. */
export function reportPage(model: ReportPageModel): string {
  const sections = sectionsOf(model);
  return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Audit events of the stack ${model.stack}</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header>
<h1>Audit events of the stack ${model.stack}</h1>
<p>A run in the sandbox, which played the Region ${model.region}. Times are in UTC.</p>
</header>
<nav aria-label="Sections"><ul>
${sections.map(
  ({ id, heading }) => html`<li><a href="#${id}">${heading}</a></li>
`,
)}</ul></nav>
<main id="content" tabindex="-1">
${sections.map(
  ({ id, heading, content }) => html`<section id="${id}" aria-labelledby="${id}-heading">
<h2 id="${id}-heading">${heading}</h2>
${content}
</section>
`,
)}</main>
</body>
</html>
`.markup;
}
