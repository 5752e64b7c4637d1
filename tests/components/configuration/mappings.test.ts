import { vendorNames } from "../../../functions/vendors";
import { hr, parse, problemsOf } from "./entries";

describe("a vendor without its own mapping", () => {
  it("gets an error with both solutions", () => {
    expect(problemsOf({ crowdstrike: { eventSourceName: "aws.partner/example.com/acme/falcon" } })).toEqual([
      "vendors.crowdstrike.mapping: is missing; crowdstrike has no mapping of its own: set at least eventName and userIdentity.principalId, or set delivery: solution, as AWS lists CrowdStrike",
    ]);
    expect(problemsOf({ hr: { ...hr, mapping: undefined } })).toEqual([
      "vendors.hr.mapping: is missing; custom has no mapping of its own: set at least eventName and userIdentity.principalId",
    ]);
  });

  it("maps actor and action", () => {
    expect(problemsOf({ hr: { ...hr, mapping: { id: "event.id" } } })).toEqual([
      "vendors.hr.mapping.eventName: is missing; it must name the event's field for the action",
      "vendors.hr.mapping.userIdentity.principalId: is missing; it must name the event's field for the actor",
    ]);
  });

  it.each(vendorNames)("%s has a built-in mapping by its name", (vendor) => {
    expect(problemsOf({ [vendor]: {} }).join()).not.toContain("is not a known vendor");
  });
});

describe("a mapping", () => {
  it("is compiled, and each mistake is reported with its place", () => {
    const mapping = {
      ...hr.mapping,
      id: ["event.id", "event.("],
      timeFormat: "HH:mm",
      requestParameters: { record: "record.id" },
    };
    expect(problemsOf({ hr: { ...hr, mapping } })).toEqual([
      expect.stringMatching(/^vendors\.hr\.mapping\.id\.1: is no valid expression: /),
      "vendors.hr.mapping.timeFormat: is no valid format: the format has no year; it must contain yyyy, MM and dd",
      "vendors.hr.mapping.requestParameters.record: is no valid expression: Unknown variable: record; an expression starts with event or envelope; write a text in quotes",
    ]);
  });

  it("has no other keys, and the nearest name is suggested", () => {
    expect(problemsOf({ hr: { ...hr, mapping: { ...hr.mapping, eventname: "event.a" } } })[0]).toMatch(
      /^vendors\.hr\.mapping\.eventname: "eventname" is not a known key; did you mean eventName\?/,
    );
    expect(problemsOf({ hr: { ...hr, mapping: { ...hr.mapping, required: ["eventnames"] } } })[0]).toMatch(
      /^vendors\.hr\.mapping\.required\.0: "eventnames" is not allowed; it must be one of id, eventTime/,
    );
  });

  it("is tested with the sample", () => {
    const mapping = { ...hr.mapping, required: ["userAgent"] };
    expect(problemsOf({ hr: { ...hr, mapping, sample: { action: "a", actor: "b" } } })).toEqual([
      "vendors.hr.sample: cannot be mapped: The event has no userAgent, which its mapping requires. (RequiredFieldNotFound)",
    ]);
    expect(parse({ hr: { ...hr, sample: { action: "a", actor: "b" } } }).integrations.hr?.sample).toEqual({
      action: "a",
      actor: "b",
    });
  });
});
