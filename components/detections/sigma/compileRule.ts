import type { CompiledRule, Correlation, Expression } from "../../../functions/detector/compiledRule";
import { ruleName } from "../ruleFiles";
import { hasItems } from "./fields/eventField";
import { findField } from "./fields/findField";
import type { VendorFields } from "./fields/vendorFields";
import { entryOf } from "./nodes";
import { readCorrelation, type SigmaCorrelation } from "./readCorrelation";
import { type RuleHeader, readRule, type SigmaRule } from "./readRule";
import { RuleFile } from "./ruleFile";
import { type Suppression, withoutSuppressed } from "./suppressions";
import { anyOf, type Test } from "./test";
import { InsightsRefusal, insightsFirst, insightsText, toInsights } from "./toInsights";
import { toTrino, trinoFirst, trinoText } from "./toTrino";
import type { Placeholders } from "./values";
import { readYamlDocuments } from "./yamlNodes";

export interface CompileSettings {
  /** Values of placeholders such as `%admins%`, by their names without the signs. @default none */
  readonly placeholders?: Placeholders;
  /** Reports warnings, each with the file and the line. @default warnings are dropped */
  readonly warn?: (message: string) => void;
  /** Events that the rules ignore, and their path in the configuration. @default none */
  readonly suppress?: { readonly path: string; readonly suppressions: readonly Suppression[] } | undefined;
}

/**
 * Compiles a file of Sigma rules (specification 2.1) to plain data: each rule on single events, and each correlation, which replaces the rules that it
 * names unless it has `generate: true`.
 * @param file its path, for messages and for the rules' names
 * @throws RuleError with the file and the line, for the first mistake, and for a rule that Trino's SQL cannot express
 */
export function compileRule(text: string, file: string, settings: CompileSettings = {}): readonly CompiledRule[] {
  const { placeholders = {}, warn = () => undefined } = settings;
  const source = new RuleFile(file, warn);
  const documents = readYamlDocuments(text, source).map((document) => {
    const correlation = entryOf(document, "correlation");
    return correlation === undefined
      ? readRule(document, source, placeholders)
      : readCorrelation(document, correlation, source);
  });
  const rules = documents.flatMap((one) => ("test" in one ? [one] : []));
  const correlations = documents.flatMap((one) => ("test" in one ? [] : [one]));
  const left = { placeholders, path: "", suppressions: [], ...settings.suppress };
  const counted = correlations.map((correlation) => compileCorrelation(correlation, rules, source, left));
  const silent = new Set(counted.flatMap(({ bases }, index) => (correlations[index]?.generate === true ? [] : bases)));
  const compiled = [
    ...counted.map(({ rule }) => rule),
    ...rules.filter((rule) => !silent.has(rule)).map((rule) => compileSingle(rule, left)),
  ];
  const name = ruleName(file);
  return compiled.map((rule, index) => ({ ...rule, name: index === 0 ? name : `${name}-${index + 1}` }));
}

type Unnamed = Omit<CompiledRule, "name">;

/** Suppressions of rules. */
interface LeftOut {
  readonly placeholders: Placeholders;
  readonly path: string;
  readonly suppressions: readonly Suppression[];
}

function compileSingle({ header, fields, test }: SigmaRule, left: LeftOut): Unnamed {
  return { ...described(header, fields), ...selected(test, fields, left), columns: columnsOf(fields) };
}

function described(header: RuleHeader, { vendor }: VendorFields) {
  const { id, title, description, level = "medium", tags, falsePositives } = header;
  return { id: id ?? title, title, description, vendor: vendor.name, level, tags, falsePositives };
}

function compileCorrelation(correlation: SigmaCorrelation, rules: readonly SigmaRule[], file: RuleFile, left: LeftOut) {
  const { header, line } = correlation;
  const bases = correlation.rules.map((name) => {
    const found = rules.find((rule) => rule.header.id === name || rule.header.name === name);
    const names = rules.flatMap((rule) => rule.header.name ?? rule.header.id ?? []);
    return (
      found ??
      file.refuseWord(
        line,
        "rule of this file, by name or id",
        name,
        names,
        "Correlations of correlations are not supported.",
      )
    );
  });
  const [first] = bases;
  if (first === undefined) {
    return file.refuse(line, "The correlation names no rules.");
  }
  const other = bases.find(({ fields }) => fields !== first.fields);
  if (other !== undefined) {
    file.refuse(
      line,
      `The correlation names rules of ${first.fields.vendor.name} and ${other.fields.vendor.name}; it must be of one vendor.`,
    );
  }
  const inherited: RuleHeader = {
    ...header,
    description: header.description || first.header.description,
    level: header.level ?? first.header.level,
    tags: header.tags.length > 0 ? header.tags : first.header.tags,
    falsePositives: header.falsePositives.length > 0 ? header.falsePositives : first.header.falsePositives,
  };
  const value = correlation.valueField;
  const counted: Correlation = {
    type: correlation.type,
    groupBy: correlation.groupBy.map((name) => expressionOf(name, correlation, bases, file)),
    ...(value !== undefined && { value: expressionOf(value, correlation, bases, file) }),
    timespanSeconds: correlation.timespanSeconds,
    condition: correlation.condition,
  };
  const rule: Unnamed = {
    ...described(inherited, first.fields),
    ...selected(anyOf(bases.map(({ test }) => test)), first.fields, left),
    correlation: counted,
    columns: columnsOf(first.fields),
  };
  return { rule, bases };
}

function selected(test: Test, fields: VendorFields, left: LeftOut): Pick<Unnamed, "predicates" | "suppressions"> {
  const { suppressions } = left;
  return {
    predicates: predicatesOf(withoutSuppressed(test, suppressions, { ...left, fields })),
    ...(suppressions.length > 0 && { suppressions: suppressions.map(({ reason, until }) => ({ reason, until })) }),
  };
}

function predicatesOf(test: Test): CompiledRule["predicates"] {
  const trino = toTrino(test);
  try {
    return { trino, insights: toInsights(test) };
  } catch (error) {
    if (error instanceof InsightsRefusal) {
      return { trino, insightsRefusal: `Logs Insights cannot express ${error.message}.` };
    }
    throw error;
  }
}

/** Returns the expression of a field of the correlation, or of an alias, which may be a different field in each rule. */
function expressionOf(
  name: string,
  { aliases, line }: SigmaCorrelation,
  bases: readonly SigmaRule[],
  file: RuleFile,
): Expression {
  const alias = aliases.get(name);
  const names = bases.map(({ header: { name: own, id } }) => {
    const found = alias === undefined ? name : (alias.get(own ?? "") ?? alias.get(id ?? ""));
    return (
      found ?? file.refuse(line, `The alias ${name} has no field of the rule ${own ?? id}; give one for every rule.`)
    );
  });
  const [first] = bases;
  const [only = name, ...others] = [...new Set(names)];
  if (first === undefined || others.length > 0) {
    return file.refuse(
      line,
      `The alias ${name} is another field in each rule (${names.join(", ")}), which is not supported; write a correlation for each.`,
    );
  }
  const field = findField(first.fields, only, file, line);
  if (hasItems(field)) {
    file.refuse(line, `${only} is a field of a list; name one item, such as ${itemName(only)}.`);
  }
  try {
    return { trino: trinoText(field), insights: insightsText(field) };
  } catch (error) {
    // A finding of a correlation needs its groups, so the rule is refused for all stores.
    throw error instanceof InsightsRefusal
      ? file.refuse(line, `Logs Insights cannot express ${error.message}.`)
      : error;
  }
}

function itemName(name: string): string {
  const [first = "", ...rest] = name.split(".");
  return [first, "0", ...rest].join(".");
}

/** Columns by vendor; they are the same for all rules of a vendor. */
const columnsByVendor = new WeakMap<VendorFields, CompiledRule["columns"]>();

function columnsOf(fields: VendorFields): CompiledRule["columns"] {
  const columns = columnsByVendor.get(fields) ?? writeColumns(fields);
  columnsByVendor.set(fields, columns);
  return columns;
}

function writeColumns(fields: VendorFields): CompiledRule["columns"] {
  const file = new RuleFile(fields.vendor.name, () => undefined);
  const [actor, target] = [fields.actor, fields.target].map((names): Expression => {
    const found = names.map((name) => findField(fields, name, file, 1));
    return { trino: trinoFirst(found), insights: insightsFirst(found) };
  });
  if (actor === undefined || target === undefined) {
    throw new Error(`${fields.vendor.name} has no columns of findings.`);
  }
  return { actor, target };
}
