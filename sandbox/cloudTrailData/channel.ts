/** A channel of CloudTrail Lake as its callers see it. */
export interface Channel {
  readonly arn: string;
  /** The account that owns the channel. */
  readonly accountId: string;
  /** The external ID that the channel's resource policy asks for. @default none is asked for */
  readonly externalId?: string;
}

/**
 * Takes a channel's ARN apart: `arn:PARTITION:cloudtrail:REGION:ACCOUNT:channel/ID`. `undefined` if it is none.
 *
 * Source: Service Authorization Reference, "Actions, resources, and condition keys for AWS CloudTrail Data".
 */
export function parseChannelArn(arn: string) {
  const match = /^arn:aws[a-z-]*:cloudtrail:([a-z]{2}(?:-[a-z]+)+-\d+):(\d{12}):channel\/([A-Za-z0-9-]{1,128})$/.exec(
    arn,
  );
  const [, region = "", accountId = "", channelId = ""] = match ?? [];
  return match === null ? undefined : { region, accountId, channelId };
}

/** Whether a text may be a channel's ID: its ARN's last part, which PutAuditEvents takes in the ARN's place. */
export function isChannelId(text: string): boolean {
  return /^[A-Za-z0-9-]{1,128}$/.test(text);
}

/** Finds one of the given channels by its ARN or its ID. */
export function channelFinder(channels: readonly Channel[]): (arnOrId: string) => Channel | undefined {
  const found = new Map<string, Channel>(
    channels.flatMap((channel) => [
      [channel.arn, channel],
      [parseChannelArn(channel.arn)?.channelId ?? channel.arn, channel],
    ]),
  );
  return (arnOrId) => found.get(arnOrId);
}

/** Takes every well-formed channel ARN for a channel that exists and is owned by the account in it; no ID alone tells an account. */
export function everyChannel(arnOrId: string): Channel | undefined {
  const parts = parseChannelArn(arnOrId);
  return parts === undefined ? undefined : { arn: arnOrId, accountId: parts.accountId };
}
