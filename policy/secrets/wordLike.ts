/**
 * Reports if a value reads as words, not as generated: `nextToken`, `x-api-key`, `prod/db`, `oauth2`. Its parts are letters with few digits, each part
 * of a camel-case word has two letters or more, and long words have vowels.
 * Generated values of 32 characters or more do not pass (the chance is under one in 100,000); shorter ones rarely do.
 */
export function isWordLike(value: string): boolean {
  const words = wordsOf(value);
  return value.length <= 256 && words.length > 0 && words.every(isWord) && digitsIn(value) <= 12;
}

/** Splits a value into words at its separators. */
export function wordsOf(value: string): readonly string[] {
  return value.split(/[/\-_.:,@#$[\]]/).filter((word) => word !== "");
}

function isWord(word: string): boolean {
  if (/^(\d{1,12}|\d{1,3}[a-z]|[a-z]\d[a-z])$/.test(word)) {
    return true;
  }
  const [letters] = /^([A-Z]?[a-z]+|[A-Z]+)(?=\d{0,4}$)/.exec(word) ?? [];
  return letters === undefined ? isCamelCase(word) : isSpoken(letters);
}

/** Reports if the parts of a camel-case word read as words: all except one, such as `SSM`, and at most one has a number after it. */
function isCamelCase(word: string): boolean {
  const humps = word.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g) ?? [];
  const spoken = humps.filter((hump) => /[a-z]|^i$/.test(hump) && /[aeiouy]/i.test(hump) && isSpoken(hump));
  const numbers = word.match(/\d+/g) ?? [];
  return (
    /^[A-Za-z][A-Za-z0-9]*$/.test(word) &&
    humps.length >= 2 &&
    spoken.length >= humps.length - 1 &&
    humps.every((hump, place) => hump.length > 1 || place === 0 || word.includes(hump + numbers[0])) &&
    numbers.every((number) => number.length <= 4) &&
    numbers.length <= 1 &&
    word.length >= humps.length * 3 - 1
  );
}

/** Reports if letters can be a word: at most 20, with vowels unless they are few. */
function isSpoken(letters: string): boolean {
  const vowels = letters.replace(/[^aeiouy]/gi, "").length;
  const least = letters.length < 5 ? 0 : Math.max(1, letters.length < 8 ? 0 : letters.length / 5);
  return letters.length <= 20 && vowels >= least && !/[^aeiouy]{6}/i.test(letters);
}

function digitsIn(value: string): number {
  return value.replace(/\D/g, "").length;
}
