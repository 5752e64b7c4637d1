/**
 * Returns true if a text typed as a user name looks like a password. In doubt it returns false, since audits need to know who failed to
 * sign in: mistyped e-mail addresses, machine and service accounts, directory and display names are names.
 *
 * A password has 8 to 128 characters and meets one of these conditions: it is a word from lists of common passwords with only digits and
 * symbols added; it mixes upper case, lower case, digits and symbols with more changes than a name has; it has a symbol that is not used in
 * names, besides letters of both cases or digits; or it has the form of a passphrase.
 */
export function looksLikePassword(text: string): boolean {
  if (text.length < 8 || text.length > 128) {
    return false;
  }
  // Most tested texts are first and last names.
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

/** Forms of names that contain characters typical of passwords; also, as in RFC 5322, an address after a display name. */
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
    // A machine's account ends with a dollar sign; a service's begins with a word that identifies it.
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

/** Words at the start of entries in lists of common passwords, plus seasons and months, in English and German; case-insensitive. */
const commonWord =
  /^(?:my|the|new|old|our|your|mein|neues)?[\W_]*(?:pas+wor[dt]|abcd?|1q2w3e(?:4r(?:5t)?)?|[1!]qaz(?:2wsx)?|zaq[1!](?:2wsx)?|initial|init|pas+|kennwort|qwert[yz](?:uiop)?|asdf(?:gh)?|welcome|willkommen|letmein|changeme|iloveyou|secret|geheim|admin|summer|sommer|winter|spring|fr(?:ue|ü)hling|autumn|herbst|fall|january|januar|february|februar|march|april|august|september|october|oktober|november|december|dezember|monkey|dragon|football|baseball|sunshine|princess|master|login|hello|hallo|company)[\W_]*[\d\W_]*$/i;

function isCommonPassword(text: string): boolean {
  if (!/[\d\W_]/.test(text)) {
    return false;
  }
  return commonWord.test(text) || (/[@4035$]/.test(text) && commonWord.test(withLetters(text)));
}

/** Replaces digits and symbols with the letters that they imitate, except at the end of a text. */
function withLetters(text: string): string {
  const plain = text.replace(/[@4]/g, "a").replace(/0/g, "o").replace(/[$5]/g, "s").replace(/3/g, "e");
  const end = /[\d\W_]*$/.exec(text)?.[0] ?? "";
  return plain.slice(0, text.length - end.length) + end;
}

/**
 * Returns true for an e-mail address or user principal name, including mistyped ones: with surrounding punctuation, a comma instead of a
 * dot, or no top-level domain. In a password, the text after an @ seldom begins with two letters and continues like a domain.
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

/** Returns true if characters change between the classes more often than in a name, or if there are symbols that are not used in names. */
function isMixed(text: string): boolean {
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\p{N}/u].filter((kind) => kind.test(text)).length;
  if (/[^\p{L}\p{N}._'’+-]/u.test(text) && kinds >= 2) {
    return true;
  }
  // In names, digits occur once, at the end, and `My` does not come first.
  return (
    kinds === 3 &&
    (/^(?:My|Our|The|Mein)\p{Lu}/u.test(text) ||
      (/\p{N}(?:\p{L}|[^\p{N}]+\p{N})/u.test(text) && changesOfKind(text) >= 7))
  );
}

/** Counts the changes between upper case, lower case and digits within the parts that separators of names divide. */
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
