/** An XML element: its text, or its children; a list repeats the element, and undefined leaves it out. */
export interface XmlElements {
  readonly [name: string]: XmlContent | readonly XmlContent[] | undefined;
}

type XmlContent = string | number | boolean | XmlElements;

/** Formats an XML document of one element (Smithy documentation, AWS restXml protocol). */
export function xmlDocument(name: string, content: XmlContent): string {
  const namespace = name === "Error" ? "" : ' xmlns="http://s3.amazonaws.com/doc/2006-03-01/"';
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${name}${namespace}>${inner(content)}</${name}>`;
}

function inner(content: XmlContent): string {
  if (typeof content !== "object") {
    return escaped(String(content));
  }
  const elements = Object.entries(content).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).flatMap((one) =>
      one === undefined ? [] : `<${name}>${inner(one)}</${name}>`,
    ),
  );
  return elements.join("");
}

/** Escapes markup, and control characters as references, as S3 does in keys. */
function escaped(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is escaped
  return text.replace(/[&<>"\r\u0000-\u001f]/g, (character) => `&#${character.charCodeAt(0)};`);
}
