import { remembered, type ValueFunction, valueFunction } from "./valueFunction";

interface Url {
  readonly protocol: string;
  readonly host: string;
  readonly port: string;
  readonly path: string;
  readonly query: string;
  readonly fragment: string;
}

/** Parses a URI into its parts as Java's java.net.URI does; null for an invalid one (RFC 2396). */
const parseUrl = remembered((text: string): { readonly url: Url | null } => {
  const match = /^(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s.exec(text);
  if (match === null || !allowed.test(text)) return { url: null };
  const [, protocol = "", authority, path = "", query = "", fragment = ""] = match;
  const isOpaque = protocol !== "" && authority === undefined && !path.startsWith("/");
  const server = /^(?:[^@]*@)?(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]*)(?::(\d*))?$/.exec(authority ?? "");
  const isHost =
    server !== null && !/(^|\.)[^.]*(^-|-$)|(^|\.)\d[^.]*[A-Za-z-][^.]*$/.test(server[1]?.split(".").at(-1) ?? "");
  return {
    url: {
      protocol,
      host: isHost ? (server?.[1] ?? "") : "",
      port: isHost ? (server?.[2] ?? "") : "",
      path: isOpaque ? "" : decoded(path),
      query: isOpaque ? "" : decoded(query),
      fragment: decoded(fragment),
    },
  };
});

// No blanks, controls, or characters that RFC 2396 excludes from URIs; Java allows other Unicode characters.
const allowed = /^(?:[^\p{Cc} "<>\\^`{|}\u00a0%]|%[0-9A-Fa-f]{2})*$/u;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Encodes a form like Java's URLEncoder; Trino's escaper also keeps the asterisk and encodes the tilde. */
function encode(text: string): string {
  return encodeURIComponent(text)
    .replace(/[!'()~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll("%20", "+");
}

function decode(text: string): string {
  const bad = /%(?![0-9A-Fa-f]{2})/.exec(text);
  if (bad !== null) throw new Error(`URLDecoder: Illegal hex characters in escape (%) pattern in '${text}'`);
  const bytes = Buffer.from(
    text
      .replaceAll("+", " ")
      .replace(/%([0-9A-Fa-f]{2})|([^%]+)/g, (_, digits?: string, plain?: string) =>
        digits === undefined
          ? Buffer.from(plain ?? "").toString("latin1")
          : String.fromCharCode(Number.parseInt(digits, 16)),
      ),
    "latin1",
  );
  return bytes.toString("utf8");
}

function parameter(text: string, name: string): string | null {
  const { url } = parseUrl(text);
  const raw = /\?([^#]*)/.exec(text)?.[1];
  if (url === null || raw === undefined) return null;
  for (const pair of raw.split("&")) {
    const [key = "", ...value] = pair.split("=");
    if (key === name) return decode(value.join("="));
  }
  return null;
}

export const urlFunctions: readonly ValueFunction[] = [
  ...(["protocol", "host", "path", "query", "fragment"] as const).map((part) =>
    valueFunction(`url_extract_${part}`, ["text"], "text", (text) => parseUrl(text).url?.[part] ?? null),
  ),
  valueFunction("url_extract_port", ["text"], "whole", (text) => {
    const port = parseUrl(text).url?.port ?? "";
    return port === "" ? null : BigInt(port);
  }),
  valueFunction("url_extract_parameter", ["text", "text"], "text", parameter),
  valueFunction("url_encode", ["text"], "text", encode),
  valueFunction("url_decode", ["text"], "text", decode),
];
