import fc from "fast-check";
import { type SharedExpressions, shareExpressions, usedBy } from "../../../functions/detector/scan/shareExpressions";

/** Replaces the names by their expressions, the last named first. */
function expanded(text: string, { expressions }: SharedExpressions): string {
  return [...expressions]
    .reverse()
    .reduce(
      (sum, { name, text: part }) => sum.replaceAll(/'(?:[^']|'')*'|\w+/g, (token) => (token === name ? part : token)),
      text,
    );
}

describe("shared expressions", () => {
  const result = "element_at(eventData.responseElements, 'result')";
  const texts = [
    `coalesce(lower(${result}) = 'success', false)`,
    `coalesce(lower(${result}) = 'failure', false)`,
    `coalesce(lower(${result}) IN ('deny', 'failure'), false)`,
  ];

  it("name the expression that saves the most characters", () => {
    const shared = shareExpressions(texts);
    expect(shared.expressions).toEqual([{ name: "e0", text: `lower(${result})`, level: 1 }]);
    expect(texts.map(shared.shortOf)).toEqual([
      "coalesce(e0 = 'success', false)",
      "coalesce(e0 = 'failure', false)",
      "coalesce(e0 IN ('deny', 'failure'), false)",
    ]);
  });

  it("leave quoted texts unchanged", () => {
    const literal = "x = 'it''s lower(eventData.eventName)'";
    const shared = shareExpressions([
      ...["a", "b", "c"].map((one) => `lower(eventData.eventName) = '${one}'`),
      literal,
    ]);
    expect(shared.shortOf("lower(eventData.eventName) = 'a'")).toBe("e0 = 'a'");
    expect(shared.shortOf(literal)).toBe(literal);
  });

  it("name no expression that reads a lambda's variable outside the lambda", () => {
    const any = (value: string) => `any_match(list, t -> lower(json_extract_scalar(t, '$.displayName')) = '${value}')`;
    const shared = shareExpressions(["a", "b", "c", "d"].map(any));
    expect(shared.expressions).toEqual([]);
  });

  it("are one level above the expressions that they name, and all are used", () => {
    const json = (path: string) =>
      `coalesce(json_extract_scalar(element_at(eventData.requestParameters, 'request'), '$.${path}'), json_format(json_extract(element_at(eventData.requestParameters, 'request'), '$.${path}')))`;
    const some = ["path", "path", "method", "method", "body"].map((path, index) => `${json(path)} = '${index}'`);
    const shared = shareExpressions(some);
    const names = new Set<string>();
    for (const { name, text } of shared.expressions) {
      expect([...text.matchAll(/\be\d+\b/g)].filter(([one]) => !names.has(one))).toEqual([]);
      names.add(name);
    }
    expect(some.map((text) => expanded(shared.shortOf(text), shared))).toEqual(some);
    const body = usedBy([shared.shortOf(some[4] ?? "")], shared);
    expect(body.length).toBeLessThan(shared.expressions.length);
    expect(usedBy(["true"], shared)).toEqual([]);
  });

  const leaf = fc.constantFrom(
    "eventData.eventName",
    "eventData.userIdentity.principalId",
    "'it''s (a) b.c'",
    "t",
    "'x'",
  );
  const { expression } = fc.letrec<{ expression: string }>((tie) => ({
    expression: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      leaf,
      fc
        .tuple(
          fc.constantFrom("lower", "coalesce", "element_at"),
          fc.array(tie("expression"), { minLength: 1, maxLength: 3 }),
        )
        .map(([name, list]) => `${name}(${list.join(", ")})`),
      fc
        .tuple(tie("expression"), tie("expression"))
        .map(([list, body]) => `any_match(${list}, t -> ${body} IN ('a', 'b'))`),
      fc.tuple(tie("expression"), tie("expression")).map((pair) => `(${pair.join(" AND ")})`),
    ),
  }));

  it("give the original texts when replaced, and never make them longer", () => {
    fc.assert(
      fc.property(fc.array(expression, { minLength: 1, maxLength: 12 }), (list) => {
        const shared = shareExpressions(list);
        expect(list.map((text) => expanded(shared.shortOf(text), shared))).toEqual(list);
        const length = (parts: readonly string[]) => parts.join("").length;
        const all = new Set(list);
        const short = length([...all].map(shared.shortOf)) + length(shared.expressions.map(({ text }) => text));
        expect(short).toBeLessThanOrEqual(length([...all]));
      }),
    );
  });
});
