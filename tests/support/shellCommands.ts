/**
 * Returns the commands of a shell text, in order, each as its words without quotes and comments; `&&` joins two.
 * Redirections, pipes and groups are ordinary words, and the caller refuses them.
 */
export function shellCommands(text: string): readonly (readonly string[])[] {
  const commands: string[][] = [[]];
  for (const line of text.replace(/\\\n/g, " ").split("\n")) {
    for (const word of words(line)) {
      if (word === "&&") {
        commands.push([]);
      } else {
        commands.at(-1)?.push(word);
      }
    }
    commands.push([]);
  }
  return commands.filter((command) => command.length > 0);
}

/**
 * Returns the words of a line: double and single quotes keep a word together, and `#` before a word begins a comment.
 */
function words(line: string): readonly string[] {
  const found: string[] = [];
  for (const [, comment, word = ""] of line.matchAll(/(?:(#.*$)|((?:"[^"]*"|'[^']*'|[^\s"'])+))/g)) {
    if (comment !== undefined) {
      break;
    }
    found.push(word.replace(/"([^"]*)"|'([^']*)'/g, (_, double?: string, single?: string) => double ?? single ?? ""));
  }
  return found;
}
