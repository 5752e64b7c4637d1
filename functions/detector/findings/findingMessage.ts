import type { CompiledRule } from "../compiledRule";
import type { ScanStore } from "../scan/scanStore";
import { secondsText } from "../times";
import { lookUpOf } from "./lookUp";
import type { RuleFinding } from "./ruleFinding";

/** A message for people: the subject and text of an e-mail. */
export interface Message {
  readonly subject: string;
  readonly text: string;
}

/**
 * Writes a finding for people: what happened, who did it, when and from where, and how to investigate it. A subject has up to 100 ASCII
 * characters and no line break (Amazon SNS API Reference, Publish).
 */
export function messageOfFinding(finding: RuleFinding, store: ScanStore, region: string): Message {
  const { rule, integration, flood, reportedBefore } = finding;
  const { place, console, query } = lookUpOf(finding, store, region);
  const links = techniqueLinks(rule.tags);
  const notes = [
    ...(flood === undefined
      ? []
      : [`This rule has ${flood.of} findings; the first ${flood.listed} are reported individually.`]),
    ...(reportedBefore === undefined ? [] : [`${reportedBefore} of these events were reported before.`]),
  ];
  return {
    subject: `[${rule.level}] ${rule.title}: ${integration}`.replaceAll(/[^\x20-\x7e]/g, "?").slice(0, 100),
    text: [
      oneLine(rule.description, 2_000),
      ...notes,
      "",
      `Rule: ${rule.name} (${rule.level})`,
      `Actor: ${oneLine(finding.actor)}`,
      `Action: ${oneLine(finding.action)}`,
      `Target: ${oneLine(finding.target)}`,
      `Address: ${oneLine(finding.sourceIPAddress)}`,
      `Events: ${finding.count}`,
      `Time: ${times(finding)}`,
      ...(links.length === 0 ? [] : [`MITRE ATT&CK: ${links.join(" ")}`]),
      ...(rule.falsePositives.length === 0
        ? []
        : [`False positives: ${oneLine(rule.falsePositives.join("; "), 1_000)}`]),
      ...suppressionsOf(rule).map(({ until, reason }) => `Excluded until ${until}: ${reason}`),
      "",
      `To investigate, open ${place}:`,
      console,
      query,
    ].join("\n"),
  };
}

/**
 * Builds the event detail of a finding, for programs. Texts are shortened and the number of UIDs is limited, so that it stays below the 256
 * KB of an entry (Amazon EventBridge User Guide, "Calculating PutEvents event entry size").
 */
export function detailOfFinding(finding: RuleFinding, store: ScanStore, region: string): object {
  const { id, rule, integration, actor, action, target, sourceIPAddress, count, first, last, uids } = finding;
  return {
    id,
    rule: rule.name,
    ruleId: rule.id,
    title: rule.title,
    description: rule.description.slice(0, 2_000),
    level: rule.level,
    tags: rule.tags,
    techniques: techniqueLinks(rule.tags),
    suppressions: suppressionsOf(rule),
    integration,
    store,
    actor,
    action,
    target,
    sourceIPAddress,
    count,
    first: secondsText(first),
    last: secondsText(last),
    uids,
    ...(finding.reportedBefore !== undefined && { reportedBefore: finding.reportedBefore }),
    ...(finding.flood !== undefined && { flood: finding.flood }),
    lookUp: lookUpOf(finding, store, region),
  };
}

/** Returns the URLs of MITRE ATT&CK techniques in a rule's tags, such as `attack.t1110.001`. */
export function techniqueLinks(tags: readonly string[]): readonly string[] {
  return tags.flatMap((tag) => {
    const [, technique, part] = /^attack\.(t\d{4})(?:\.(\d{3}))?$/i.exec(tag) ?? [];
    const path = [technique?.toUpperCase(), part].filter((one) => one !== undefined).join("/");
    return technique === undefined ? [] : [`https://attack.mitre.org/techniques/${path}/`];
  });
}

/** Lists a rule's temporary exclusions, one per line, up to a limit. */
function suppressionsOf({ suppressions = [] }: RuleFinding["rule"]): NonNullable<CompiledRule["suppressions"]> {
  return suppressions
    .slice(0, mostSuppressions)
    .map(({ until, reason }) => ({ until: oneLine(until, 10), reason: oneLine(reason, 300) }));
}

const mostSuppressions = 20;

function times({ first, last }: RuleFinding): string {
  return first === last ? secondsText(first) : `${secondsText(first)} to ${secondsText(last)}`;
}

/** Converts text of a vendor or its users to a single line of limited length. */
function oneLine(text: string, mostCharacters = 1_000): string {
  const line = text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ").trim();
  if (line === "") {
    return "(not known)";
  }
  const characters = [...line];
  return characters.length > mostCharacters ? `${characters.slice(0, mostCharacters).join("")}...` : line;
}
