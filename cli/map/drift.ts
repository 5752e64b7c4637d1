import type { CompiledMapping, CompiledObject, CompiledText, Finder } from "../../functions/mapping/compiledMapping";
import { isOther } from "../../functions/mapping/condition";
import { partsOf } from "../../functions/mapping/configured/recordParts";
import type { Envelope } from "../../functions/mapping/envelope";
import { mapperOf } from "../../functions/mapping/mapper";
import type { MapSettings } from "../../functions/mapping/mapSettings";
import { addressOf } from "../../functions/mapping/values/address";
import { isJsonObject, type JsonObject, type JsonValue, textOf, valueAt } from "../../functions/mapping/values/json";
import { withJsonTexts } from "../../functions/mapping/values/jsonTexts";
import { withKnownCase } from "../../functions/mapping/values/knownCase";
import { formattedTimeOf } from "../../functions/mapping/values/time";

/** Lists expressions that cannot be evaluated and values of an unexpected type, each with the field of the audit event. */
export function driftOf(envelope: Envelope, settings: MapSettings): readonly string[] {
  const mapper = mapperOf(settings);
  if (mapper === undefined || !isJsonObject(envelope.detail)) {
    return [];
  }
  const { mapping } = mapper;
  const known = mapping.anyCase === undefined ? envelope.detail : withKnownCase(envelope.detail, mapping.anyCase);
  const detail = withJsonTexts(known, mapping.jsonTexts);
  const around = { ...envelope, detail };
  const parts = mapping.forEach === undefined ? [] : partsOf(mapping.forEach, detail, around);
  const items = parts.flatMap(({ item }) => (item === undefined ? [] : [item]));
  const missing = mapping.forEach !== undefined && items.length === 0 ? ["forEach finds no list with items"] : [];
  const looks = items.length === 0 ? [undefined] : items;
  return [...missing, ...looks.flatMap((item) => new Look(detail, around, item).at(mapping))];
}

/** The evaluation of an event or of one of its items. */
class Look {
  private readonly found: string[] = [];

  constructor(
    private readonly detail: JsonObject,
    private readonly envelope: Envelope,
    private readonly item: JsonValue | undefined,
  ) {}

  at(mapping: CompiledMapping): readonly string[] {
    this.text("id", mapping.id);
    this.text("eventTime", mapping.eventTime, (text) => formattedTimeOf(text, mapping.eventTime.parse) !== undefined);
    this.text("version", mapping.version);
    this.text("eventName", mapping.eventName);
    this.text("userIdentity.type", mapping.type);
    this.text("userIdentity.principalId", mapping.principalId);
    this.text("userAgent", mapping.userAgent);
    this.text("sourceIPAddress", mapping.sourceIPAddress, (text) => addressOf(text) !== undefined);
    this.text("errorCode", mapping.failure?.configured);
    if (mapping.failure?.documented !== undefined && isOther(mapping.failure.documented, this.detail)) {
      this.found.push("errorCode depends on an outcome that the vendor does not document");
    }
    this.object("userIdentity.details", mapping.details);
    this.object("requestParameters", mapping.requestParameters);
    this.object("responseElements", mapping.responseElements);
    return this.found;
  }

  private text(
    field: string,
    rule: Pick<CompiledText, "from"> | undefined,
    accept: (text: string) => boolean = anyText,
  ) {
    for (const finder of rule?.from ?? []) {
      const value = this.find(field, finder);
      const text = value === undefined ? undefined : textOf(value);
      if (text !== undefined && accept(text)) {
        return;
      }
      if (value !== undefined && value !== null && value !== "") {
        this.found.push(`${field} finds ${kindOf(value)} that it cannot use`);
      }
    }
  }

  private object(field: string, { spread, named }: CompiledObject) {
    for (const finder of spread) {
      const value = this.find(field, finder);
      if (value !== undefined && value !== null && !isJsonObject(value)) {
        this.found.push(`${field} finds ${kindOf(value)}, not an object`);
      }
    }
    for (const [name, finder] of named) {
      this.find(`${field}.${name}`, finder);
    }
  }

  private find(field: string, finder: Finder): JsonValue | undefined {
    if (typeof finder !== "function") {
      return valueAt(this.detail, finder);
    }
    const note = (reason: string) => this.found.push(`${field} cannot be computed: ${reason.split("\n")[0]}`);
    try {
      const context = { unexpectedTypes: 0, note, ...(this.item !== undefined && { item: this.item }) };
      return finder(this.detail, this.envelope, context);
    } catch (error) {
      note(error instanceof Error ? error.message : String(error));
      return undefined;
    }
  }
}

function anyText(): boolean {
  return true;
}

function kindOf(value: JsonValue): string {
  if (Array.isArray(value)) {
    return "a list";
  }
  return isJsonObject(value) ? "an object" : `a ${typeof value}`;
}

/** Collects the drift of many events: each kind once, with its count and its first place. */
export class DriftReport {
  private readonly kinds = new Map<string, { events: number; readonly first: string }>();

  /** Adds kinds, each a sentence, at a place such as `okta.jsonl line 3`. */
  add(place: string, kinds: readonly string[]): void {
    for (const kind of new Set(kinds)) {
      const known = this.kinds.get(kind);
      if (known === undefined) {
        this.kinds.set(kind, { events: 1, first: place });
      } else {
        known.events += 1;
      }
    }
  }

  /** One line per kind; empty if there is no drift. */
  text(): string {
    return [...this.kinds]
      .map(([kind, { events, first }]) => `${kind} (events: ${events}, first in ${first})\n`)
      .join("");
  }
}
