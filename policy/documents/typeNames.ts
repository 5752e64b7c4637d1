/**
 * Returns a type's service and name in lower case, the same for the AWS package and CloudFormation: `ec2:vpcendpoint` for
 * `aws:ec2/vpcEndpoint:VpcEndpoint` and `AWS::EC2::VPCEndpoint`. Undefined for other packages' types.
 */
export function plainTypeOf(type: string): string | undefined {
  const parts = partsOf(type);
  return parts && `${parts.service}:${parts.name}`.toLowerCase();
}

/** Names the kind of resource that a type's policy is for, in words: `file system` for `aws:efs/fileSystemPolicy:FileSystemPolicy`. */
export function kindOfType(type: string): string {
  const { service, name } = partsOf(type) ?? { service: "", name: type };
  const words = name
    .replace(/Policy$/, "")
    .replace(/(?<=[a-z0-9])(?=[A-Z])/g, " ")
    .toLowerCase()
    .replace(/\b(api|rest|url|vpc)\b/g, (word) => word.toUpperCase());
  return ["", "resource"].includes(words) ? `${service.toLowerCase()} ${words}`.trim() : words;
}

function partsOf(type: string): { readonly service: string; readonly name: string } | undefined {
  const [, service, name] = /^(?:aws:|AWS::)(\w+)(?:\/\w+:|::)(\w+)$/.exec(type) ?? [];
  return service === undefined || name === undefined ? undefined : { service, name };
}
