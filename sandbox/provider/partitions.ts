/** The end of the host names of a partition: AWS Identity and Access Management User Guide, Amazon Resource Names (ARNs). */
export function endpointSuffix(partition: string): string {
  return partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
}
