/**
 * An error whose message is written for a person: it is shown as it is, without a stack trace, by the project's commands
 * and, because it carries the mark of Pulumi's own `RunError`, by the engine.
 */
export class PersonError extends Error {
  override readonly name: string = "PersonError";
  /** The mark by which `pulumi.RunError.isInstance` knows such an error across copies of the SDK. */
  readonly __pulumiRunError = true;
}
