/**
 * The kind of secret that a name suggests: `password` for a name that ends with a word for a password, `key` if it ends with another secret (a token,
 * an API key), `mention` if other words follow (`TOKEN_GITHUB`) or it ends with `auth` (`REDIS_AUTH`).
 */
export type Claim = "password" | "key" | "mention";

/** Finds the kind of secret that a name suggests, in any case (`DB_PASS`, `dbPass`, `db-pass`); undefined for none. */
export function claimOf(name: string): Claim | undefined {
  const words = wordsOf(name);
  const ending = words.findLastIndex((word) => !endings.has(word));
  const claim = claimAt(words, ending);
  if (claim === undefined) {
    const isMentioned = words.at(ending) === "auth" || words.some((_, place) => claimAt(words, place) !== undefined);
    return isMentioned && !words.some((word) => attributes.has(word)) ? "mention" : undefined;
  }
  if (claim === "key" && words.some((word) => publicWords.has(word))) {
    return undefined;
  }
  return claim === "password" && settingVerbs.has(words[0] ?? "") ? "key" : claim;
}

/** Reports if a single word, such as a part of a secret's name in Secrets Manager, means a secret. */
export function isSecretWord(word: string): boolean {
  return claimOf(word) !== undefined || word.toLowerCase() === "key";
}

function wordsOf(name: string): readonly string[] {
  const parted = name
    .slice(0, 200)
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1 $2");
  const words = parted.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return words.map((word) => word.replace(/\d{1,200}$/, "")).filter((word) => word !== "");
}

function claimAt(words: readonly string[], place: number): Claim | undefined {
  const word = words[place] ?? "";
  const before = words[place - 1] ?? "";
  if (
    /^(pass(es)?|pw)$|(pass(word|phrase|wd|code)|pwd)s?$/.test(word) ||
    /^pass(word|phrase|code)$/.test(before + word)
  ) {
    return "password";
  }
  const isKey = word === "pat" || (/^keys?$/.test(word) && keyKinds.has(before));
  return isKey ||
    /(secret|token|credential|cred|(api|access|secret|private|signing|encryption|account)key)s?$/.test(word)
    ? "key"
    : undefined;
}

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(" "));

/** Words that may follow the word for a secret. Digits at the end of a word are ignored. */
const endings = setOf(
  "value val base prod production prd dev development test testing stage staging stg qa uat live sandbox local default old new current " +
    "previous primary secondary backup plain plaintext cleartext text string str raw encoded b env v",
);

/** Words before `key` that mean a secret key. */
const keyKinds = setOf(
  "api private signing encryption access secret shared account master auth session license app application role hmac cipher crypto webhook " +
    "deploy ssh rsa aes jwt ingest admin storage write integration routing cookie host service subscription rest decryption " +
    "signature client db database priv",
);

/** Words which mean that the value describes a secret but is not one. */
const attributes = setOf(
  "arn arns name names id ids uri url urls path paths file filename dir location endpoint host table bucket queue topic type kind ttl length " +
    "size count limit min max expiry expiration expires lifetime days seconds minutes hours rotation policy version label field header param " +
    "parameter prefix suffix format pattern regex algorithm alg issuer audience scope scopes provider ref reference alias hash digest " +
    "checksum fingerprint thumbprint lambda function enabled required mode region manager store description public",
);

const publicWords = setOf("public publishable pub anon");

/** First words of a setting about passwords (`REQUIRE_PASSWORD=always`). */
const settingVerbs = setOf(
  "require requires required validate verify check use enable enabled disable disabled allow skip force max min is has show hide mask log reset",
);
