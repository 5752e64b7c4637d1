/** An error whose message is for the user: the commands and, by the mark of Pulumi's own `RunError`, the engine print it without a stack trace. */
export class PersonError extends Error {
  override readonly name: string = "PersonError";
  /** The mark by which `pulumi.RunError.isInstance` knows such an error across copies of the SDK. */
  readonly __pulumiRunError = true;
}
