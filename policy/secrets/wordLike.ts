/**
 * Reports if a value reads as words, not as what a machine made: `nextToken`, `x-api-key`, `prod/db`, `oauth2`. Its parts are of letters with few
 * digits, each hump of a camel-case word has two letters or more, and long words have vowels.
 * What a generator makes of 32 characters or more is not (the chance is under one in 100,000); what it makes of fewer may be, rarely.
 */
export function isWordLike(value: string): boolean {
  const words = wordsOf(value);
  return value.length <= 256 && words.length > 0 && words.every(isWord) && digitsIn(value) <= 12;
}

/** The words between the separators of a value. */
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

/** Reports if humps make a word: all can be words but one, such as `SSM`, and one of them at most has a number behind it. */
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

/** Reports if letters can be a word: 20 at most, with vowels among them unless they are few. */
function isSpoken(letters: string): boolean {
  const vowels = letters.replace(/[^aeiouy]/gi, "").length;
  const least = letters.length < 5 ? 0 : Math.max(1, letters.length < 8 ? 0 : letters.length / 5);
  return letters.length <= 20 && vowels >= least && !/[^aeiouy]{6}/i.test(letters);
}

function digitsIn(value: string): number {
  return value.replace(/\D/g, "").length;
}
