/** An expression that a statement computes once, as a column. */
export interface SharedExpression {
  readonly name: string;
  /** Its text, in which expressions of lower levels are replaced by their names. */
  readonly text: string;
  /** 1 if it uses no other shared expression. */
  readonly level: number;
}

/** Texts with their common expressions replaced by names. */
export interface SharedExpressions {
  /** Returns the short form of one of the texts. */
  readonly shortOf: (text: string) => string;
  readonly expressions: readonly SharedExpression[];
}

/**
 * Finds calls and columns that several SQL texts share and gives each a name, so that a statement contains them once: services accept
 * 10,000 characters, and rules read the same fields. Each step names the expression that saves the most characters.
 */
export function shareExpressions(texts: readonly string[]): SharedExpressions {
  const shorts = new Map(texts.map((text) => [text, text]));
  const expressions: SharedExpression[] = [];
  while (expressions.length < mostExpressions) {
    const [text, saved] = bestOf([...shorts.values()]);
    if (saved < leastSaved) {
      break;
    }
    const name = `e${expressions.length}`;
    const level = 1 + Math.max(0, ...namedIn(text, expressions).map((one) => one.level));
    expressions.push({ name, text, level });
    for (const [original, short] of shorts) {
      shorts.set(original, replaceParts(short, text, name));
    }
  }
  return { shortOf: (text) => shorts.get(text) ?? text, expressions };
}

const mostExpressions = 200;
/** In characters. */
const leastSaved = 4;

/** Returns the expressions that the texts use, directly or through other expressions. */
export function usedBy(texts: readonly string[], { expressions }: SharedExpressions): readonly SharedExpression[] {
  const used = new Set(texts.flatMap((text) => namedIn(text, expressions)));
  // An expression uses only earlier ones.
  for (const expression of [...expressions].reverse()) {
    if (used.has(expression)) {
      for (const named of namedIn(expression.text, expressions)) {
        used.add(named);
      }
    }
  }
  return expressions.filter((expression) => used.has(expression));
}

function namedIn(text: string, expressions: readonly SharedExpression[]): readonly SharedExpression[] {
  const words = new Set(tokensOf(text).map((token) => token.text));
  return expressions.filter(({ name }) => words.has(name));
}

function bestOf(texts: readonly string[]): readonly [text: string, saved: number] {
  const counts = new Map<string, number>();
  for (const text of texts) {
    for (const part of partsOf(text)) {
      counts.set(part.text, (counts.get(part.text) ?? 0) + 1);
    }
  }
  let best: readonly [string, number] = ["", 0];
  for (const [part, count] of counts) {
    // A definition consists of its text, ` AS `, its name and a comma.
    const saved = count * (part.length - 3) - part.length - 9;
    if (saved > best[1]) {
      best = [part, saved];
    }
  }
  return best;
}

interface Part {
  readonly start: number;
  readonly text: string;
}

/** Replaces each occurrence of `part` outside quotes. */
function replaceParts(text: string, part: string, name: string): string {
  if (!text.includes(part)) {
    return text;
  }
  let replaced = "";
  let end = 0;
  const equal = partsOf(text).filter((one) => one.text === part);
  for (const { start } of equal.sort((one, other) => one.start - other.start)) {
    replaced += text.slice(end, start) + name;
    end = start + part.length;
  }
  return replaced + text.slice(end);
}

/**
 * Lists the calls and qualified names in a text that have the same meaning anywhere in a statement, which excludes those that read a
 * lambda's variable.
 */
function partsOf(text: string): readonly Part[] {
  const tokens = tokensOf(text);
  const parts: Part[] = [];
  const open: (number | undefined)[] = [];
  const variables = tokens.flatMap((token, index) => (tokens[index + 1]?.text === "->" ? [token.text] : []));
  for (const [index, token] of tokens.entries()) {
    const next = tokens[index + 1];
    const end = token.start + token.text.length;
    if (token.text === "(") {
      const before = tokens[index - 1];
      const isCall = before?.isWord === true && before.start + before.text.length === token.start;
      open.push(isCall && !noCalls.has(before.text.toUpperCase()) ? before.start : undefined);
    } else if (token.text === ")") {
      const start = open.pop();
      if (start !== undefined) {
        parts.push({ start, text: text.slice(start, end) });
      }
    } else if (token.isWord && token.text.includes(".") && next?.text !== "(") {
      parts.push(token);
    }
  }
  return variables.length === 0 ? parts : parts.filter((part) => !readsVariable(part.text, variables));
}

function readsVariable(text: string, variables: readonly string[]): boolean {
  const tokens = tokensOf(text);
  return variables.some((variable) => {
    const isRead = tokens.some((token) => token.isWord && token.text.split(".")[0] === variable);
    const isOwn = tokens.some((token, index) => token.text === variable && tokens[index + 1]?.text === "->");
    return isRead && !isOwn;
  });
}

/** Words before parentheses that are not functions of values. */
const noCalls: ReadonlySet<string> = new Set(
  "ALL AND ANY ARRAY AS BETWEEN CASE CHAR DECIMAL ELSE EXISTS FILTER IN LIKE MAP NOT OR OVER ROW SOME THEN TIME TIMESTAMP VALUES VARCHAR WHEN".split(
    " ",
  ),
);

interface Token extends Part {
  readonly isWord: boolean;
}

const tokenPattern = /'(?:[^']|'')*'|"(?:[^"]|"")*"|[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*|->|[^\s]/g;

function tokensOf(text: string): readonly Token[] {
  return [...text.matchAll(tokenPattern)].map(({ 0: token, index }) => ({
    start: index,
    text: token,
    isWord: /^[A-Za-z_]/.test(token),
  }));
}
