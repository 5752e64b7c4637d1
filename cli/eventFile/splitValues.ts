import { PersonError } from "../../components/personError";
import type { Layout } from "./layout";
import type { Slice } from "./splitLines";
import { ValueSplitter } from "./valueSplitter";

/** Splits JSON text into its events. Throws a PersonError where the file holds something beside them, or ends within one. */
export async function* splitValues(
  file: string,
  { level, key }: Exclude<Layout, { readonly level: "lines" }>,
  chunks: AsyncIterable<Buffer>,
): AsyncGenerator<Slice> {
  const splitter = new ValueSplitter(level);
  let number = 0;
  for await (const chunk of chunks) {
    for (const bytes of splitter.push(chunk)) {
      number += 1;
      yield { number, bytes };
    }
    if (splitter.hasOther) {
      const what = key === undefined ? "text between its JSON values" : `a key beside ${key} in its outermost object`;
      throw new PersonError(
        `${file} holds ${what}, after event ${number}. It must hold events alone; write them one per line, for example with jq -c.`,
      );
    }
  }
  if (splitter.isOpen) throw new PersonError(`${file} is cut off: its JSON does not end, after event ${number}.`);
}
