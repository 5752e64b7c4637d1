/**
 * Whether a text that was typed as a user name looks like a password. It errs on the side of names, since who failed to sign in is what an audit
 * asks for: mistyped e-mail addresses, machine and service accounts, directory and display names are names.
 *
 * A password has 8 to 128 characters and one of these: a word of the lists of common passwords with nothing but digits and symbols beside it, a
 * mix of upper case, lower case, digits and symbols that changes too often for a name, a symbol that names do not have beside letters of both
 * cases or digits, or the form of a passphrase.
 */
export function looksLikePassword(text: string): boolean {
  if (text.length < 8 || text.length > 128) {
    return false;
  }
  // First and last names are most of what is tested.
  if (/^[A-Z][a-z]+(?: [A-Z][a-z]+){1,2}$/.test(text)) {
    return commonWord.test(text);
  }
  if (nameForms.test(text) || /<[^@\s<>]+@[^@\s<>]+>\s*$/.test(text)) {
    return false;
  }
  if (isCommonPassword(text)) {
    return true;
  }
  if (isEmailAddress(text)) {
    return false;
  }
  return /\s/.test(text) ? isPassphrase(text) : isMixed(text);
}

/** What names look like that have characters of passwords in them; also, as RFC 5322 has it, an address with a name before it. */
const nameForms = new RegExp(
  [
    // The usual name and address.
    /^[a-z]+$|^[a-z]+(?:[.-][a-z]+)*@[a-z]+(?:[.-][a-z]+)+$/,
    // DOMAIN\user, and an id of an identity provider such as auth0|5f7c8ec7.
    /^[\w.-]+[\\/|][\w.@$-]+$/,
    // A distinguished name, and a URI.
    /^[a-z]{1,10}=/,
    /^[a-z][a-z0-9+.-]*:\/\//,
    /^(?:urn|arn|spn|upn|mailto|smtp|sip|tel):/,
    // A machine's account ends with a dollar sign, a service's begins with a word that says so.
    /^[\w-]+\$$/,
    /^(?:svc|sa|srv|service|app|bot|sys|system|adm|admin|build|ci|host|ext|test)[._$#-]/,
    // Hexadecimal ids, UUIDs, and Okta's own ids.
    /^[0-9a-f-]+$/,
    /^0[0-9a-z]{19}$/,
    // Times and telephone numbers.
    /^\d{4}-\d{2}-\d{2}(?:[T ]|$)/,
    /^\+?[\d ()/.-]+$/,
  ]
    .map(({ source }) => source)
    .join("|"),
  "i",
);

/** Words that lists of common passwords begin with, with seasons and months, in English and German; without case. */
const commonWord =
  /^(?:my|the|new|old|our|your|mein|neues)?[\W_]*(?:pas+wor[dt]|abcd?|1q2w3e(?:4r(?:5t)?)?|[1!]qaz(?:2wsx)?|zaq[1!](?:2wsx)?|initial|init|pas+|kennwort|qwert[yz](?:uiop)?|asdf(?:gh)?|welcome|willkommen|letmein|changeme|iloveyou|secret|geheim|admin|summer|sommer|winter|spring|fr(?:ue|ü)hling|autumn|herbst|fall|january|januar|february|februar|march|april|august|september|october|oktober|november|december|dezember|monkey|dragon|football|baseball|sunshine|princess|master|login|hello|hallo|company)[\W_]*[\d\W_]*$/i;

function isCommonPassword(text: string): boolean {
  if (!/[\d\W_]/.test(text)) {
    return false;
  }
  return commonWord.test(text) || (/[@4035$]/.test(text) && commonWord.test(withLetters(text)));
}

/** A text with letters for the digits and symbols that stand for them, but for those that end it. */
function withLetters(text: string): string {
  const plain = text.replace(/[@4]/g, "a").replace(/0/g, "o").replace(/[$5]/g, "s").replace(/3/g, "e");
  const end = /[\d\W_]*$/.exec(text)?.[0] ?? "";
  return plain.slice(0, text.length - end.length) + end;
}

/**
 * An e-mail address or user principal name, also mistyped: with a wrapper or punctuation around it, a comma for a dot, or no top-level domain. What
 * stands after the @ of a password seldom begins with two letters and goes on as a domain does.
 */
function isEmailAddress(text: string): boolean {
  const [, local = "", domain = ""] = /^[\s<("'[]*([^@\s<>"]+)@+([^@\s]*?)[\s>)"'\],;:.!?]*$/.exec(text) ?? [];
  const plausibleLocal = /^[\p{L}\p{N}][\p{L}\p{N}._%+'#-]*$/u.test(local);
  const dotted = /^[\p{L}\p{N}-]+(?:[.,]+[\p{L}\p{N}-]+)+$/u.test(domain);
  return (
    plausibleLocal && (dotted || (local.length > 1 && /^[a-z][a-z-]+$|^[A-Z][A-Z-]+$|^[A-Z]?[a-z]+$/.test(domain)))
  );
}

function isPassphrase(text: string): boolean {
  const words = text.trim().split(/\s+/);
  const named = words.every((word) => /^[\p{L}\p{M}.'’(),&/-]+$/u.test(word) || /^[(#]?[\w.,-]+!?\)?$/u.test(word));
  return named
    ? words.length >= 4 &&
        words.every((word, index) => (index === 0 ? /^\p{L}\p{Ll}*$/u : /^(?:\p{Ll}+\d*|\d+)[!?.]?$/u).test(word))
    : isMixed(text.replace(/\s+/g, ""));
}

/** Whether characters change between the classes more often than in a name, or symbols stand beside them that names do not have. */
function isMixed(text: string): boolean {
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\p{N}/u].filter((kind) => kind.test(text)).length;
  if (/[^\p{L}\p{N}._'’+-]/u.test(text) && kinds >= 2) {
    return true;
  }
  // Digits stand once in names, at the end, and `My` stands before none.
  return (
    kinds === 3 &&
    (/^(?:My|Our|The|Mein)\p{Lu}/u.test(text) ||
      (/\p{N}(?:\p{L}|[^\p{N}]+\p{N})/u.test(text) && changesOfKind(text) >= 7))
  );
}

/** How often letters of one case, of the other and digits follow each other within the parts that separators of names divide. */
function changesOfKind(text: string): number {
  return text
    .split(/[._'’+-]+/)
    .map((part) => [...part].map(kindOf))
    .reduce((sum, kinds) => sum + kinds.filter((kind, index) => index > 0 && kind !== kinds[index - 1]).length, 0);
}

function kindOf(character: string): string {
  if (/\p{N}/u.test(character)) {
    return "digit";
  }
  return /\p{Lu}/u.test(character) ? "upper" : "lower";
}
