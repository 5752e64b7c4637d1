/**
 * Whether a text that was typed as a user name looks like a password: who types fast types it into the wrong field, and the vendor's
 * log then holds it.
 *
 * It errs on the side of names, since who failed to sign in is what an audit asks for. A password here has at least eight characters, no
 * blank, and either a character that names do not have beside three of the classes lower case, upper case, digit and symbol; or a
 * digit and one of the words that lists of common passwords are full of.
 */
export function looksLikePassword(text: string): boolean {
  if (text.length < 8 || text.length > 128 || /\s/.test(text) || nameForms.some((form) => form.test(text))) {
    return false;
  }
  const symbol = /[^\p{L}\p{N}._'+-]/u.test(text);
  const classes = [/\p{Ll}/u, /\p{Lu}/u, /\p{N}/u].filter((characters) => characters.test(text)).length;
  return (symbol && classes >= 2) || (commonWords.test(text) && /\d/.test(text));
}

/** What names look like that have characters of passwords in them. */
const nameForms: readonly RegExp[] = [
  // An e-mail address or a user principal name.
  /^[^@\s]+@[^@\s]+\.[A-Za-z]{2,}$/,
  // DOMAIN\user, and an id of an identity provider such as auth0|5f7c8ec7.
  /^[\w.-]+[\\/|][\w.@-]+$/,
  // A distinguished name, and a URI.
  /^[A-Za-z]{1,10}=/,
  /^[a-z][a-z0-9+.-]*:\/\//i,
  /^(urn|arn):/i,
];

const commonWords = /p[a4@][s$5]{2}w?[o0]?r?d?|qwert|welcome|letmein|changeme|iloveyou|winter|summer|spring|autumn/i;
