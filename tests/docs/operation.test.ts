import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pipelinePicture } from "../../cli/docs/pipelinePicture";
import { declareStack, oktaAlone } from "../support/declare";
import { proseOf, sectionOf } from "../support/markdown";

const project = join(__dirname, "..", "..");
const textOf = (file: string) => readFileSync(join(project, "docs", file), "utf8");
const sinks = ["cloudtrail-lake", "s3", "cloudwatch-logs"];

/** A stack with every alarm: those of each sink of an integration, of its stream and of the detector. */
const everything = () =>
  declareStack({
    vendors: { okta: { ...oktaAlone.okta, sink: sinks, archive: { retentionDays: 7 } } },
    ...{ alarms: {}, detections: { okta: {} } },
  });

describe("docs/runbook.md", () => {
  const headings = [...proseOf(textOf("runbook.md")).matchAll(/^### (.+)$/gm)].map(([, heading = ""]) => heading);
  const parts = ["Meaning", "Causes", "Check", "Fix", "Over"];

  it("has a section on each alarm of a stack, with causes, checks and recovery, and no other sections", async () => {
    const { resources } = await everything();
    const names = resources
      .filter(({ type }) => type === "aws:cloudwatch/metricAlarm:MetricAlarm")
      .map(({ inputs }) => String(inputs.name).replace(/^partner-audit-dev_(?:okta_(?:s3_|logs_)?)?/, ""));
    const sections = headings.filter((heading) => {
      const section = sectionOf(textOf("runbook.md"), `### ${heading}`);
      return parts.every((part) => section.includes(`- **${part}:**`));
    });
    expect(sections.sort()).toEqual([...new Set(names)].sort());
  });

  // Amazon S3 User Guide, "Supported event types for SQS, SNS, and Lambda".
  it("has a section on each event that the bucket publishes", async () => {
    const { resources } = await everything();
    const notification = resources.find(({ type }) => type === "aws:s3/bucketNotification:BucketNotification");
    expect(notification?.inputs.topics).toMatchObject([{ events: ["s3:ObjectRemoved:*"] }]);
    const events = ["ObjectRemoved:Delete", "ObjectRemoved:DeleteMarkerCreated", "s3:TestEvent"];
    expect(headings).toEqual(expect.arrayContaining(events));
  });
});

describe.each(["architecture.md", "runbook.md", "extending.md"])("docs/%s", (page) => {
  const text = textOf(page);
  // Recipes name files that they create.
  const made = [...text.matchAll(/^```\w+ (\S+)$/gm)].map(([, file]) => file);
  const roots = "components|functions|policy|sandbox|cli|conformance|queries|rules|examples|tests|bench|docs";
  const named = [...text.matchAll(new RegExp(`(?<![\\w./-])(?:${roots})/[\\w./-]*[\\w/]`, "g"))].map(([path]) => path);

  it("names existing files and folders", () => {
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((path) => !made.includes(path) && !existsSync(join(project, path)))).toEqual([]);
  });
});

/** The stages of the picture by the type of the declared resource. The vendor is outside of the program. */
const types: Readonly<Record<string, string>> = {
  "event bus": "aws:cloudwatch/eventBus:EventBus",
  archive: "aws:cloudwatch/eventArchive:EventArchive",
  rule: "aws:cloudwatch/eventRule:EventRule",
  queue: "aws:sqs/queue:Queue",
  "dead-letter queue": "aws:sqs/queue:Queue",
  "target dead-letter queue": "aws:sqs/queue:Queue",
  forwarder: "aws:lambda/function:Function",
  channel: "aws:cloudcontrol/resource:Resource",
  "event data store": "aws:cloudtrail/eventDataStore:EventDataStore",
  bucket: "aws:s3/bucket:Bucket",
  "log group": "aws:cloudwatch/logGroup:LogGroup",
};

describe("docs/images/pipeline.svg", () => {
  const picture = pipelinePicture();
  // A name that does not fit on a line has two adjacent elements.
  const stages = [...picture.matchAll(/<rect class="(?:stage|side)".*$/gm)].map(([box]) =>
    [...box.matchAll(/<text class="kind"[^>]*>([^<]+)</g)].map(([, name]) => name).join(" "),
  );

  it("has a box for the vendor and each kind of declared resource on an event's path", async () => {
    const { resources } = await everything();
    expect([...stages].sort()).toEqual(["vendor", ...Object.keys(types)].sort());
    const declared = resources.map(({ type }) => type);
    expect(declared).toEqual(expect.arrayContaining(Object.values(types)));
  });

  // W3C, Accessible Rich Internet Applications 1.2, "img" and "aria-labelledby"; SVG 2, "title" and "desc"; XML 1.0, "Comments".
  it("has a title and a description for screen readers, dark colours, and only comments that XML allows", () => {
    expect(picture).toMatch(/<svg [^>]*role="img" aria-labelledby="title description">/);
    expect(picture).toMatch(/<title id="title">[^<]+<\/title>\n<desc id="description">[^<]+<\/desc>/);
    expect(picture).toContain("@media (prefers-color-scheme: dark)");
    const comments = [...picture.matchAll(/<!--([\s\S]*?)-->/g)].map(([, comment]) => comment);
    expect(comments).toEqual([expect.not.stringContaining("--")]);
  });
});
