import type { Item, ItemKey, ItemStore } from "../../../functions/detector/findings/itemStore";

/** A table in memory that behaves like DynamoDB's. */
export function tableInMemory(): ItemStore & { readonly items: Map<string, Item> } {
  const items = new Map<string, Item>();
  const keyOf = ({ detection: partition, finding }: ItemKey) => `${partition} ${finding}`;
  return {
    items,
    get: async (key) => items.get(keyOf(key)),
    put: async (item) => void items.set(keyOf(item), item),
    putNew: async (item) => {
      const other = items.get(keyOf(item));
      if (other === undefined) {
        items.set(keyOf(item), item);
      }
      return other;
    },
    putGreater: async (item, attribute) => {
      const other = items.get(keyOf(item));
      const isGreater = other === undefined || Number(other[attribute]) < Number(item[attribute]);
      if (isGreater) {
        items.set(keyOf(item), item);
      }
      return isGreater;
    },
  };
}
