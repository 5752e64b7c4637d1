/** Pulumi's types of a function and of what reads a queue for it. */
export const functionType = "aws:lambda/function:Function";
export const mappingType = "aws:lambda/eventSourceMapping:EventSourceMapping";
export const channelTypeName = "AWS::CloudTrail::Channel";
