/** An error whose message is for the user. The commands print it without a stack trace, and so does the engine, which treats it as Pulumi's `RunError`. */
export class PersonError extends Error {
  override readonly name: string = "PersonError";
  /** The mark that `pulumi.RunError.isInstance` checks, which works across copies of the SDK. */
  readonly __pulumiRunError = true;
}
