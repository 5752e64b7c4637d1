import { InvokeCommand } from "@aws-sdk/client-lambda";
import { cloudTrailDataPackage, packClient, saysClientIsMissing } from "../../functions/clients/cloudTrailDataPackage";
import type { Clients } from "./clients";
import { type Answer, failure, ok } from "./finding";

/**
 * Invokes a forwarder with an empty batch, which starts it and forwards nothing: reports what prevents its start.
 * Sources: AWS Lambda API Reference, Invoke, `FunctionError`; AWS Lambda Developer Guide, "Troubleshoot invocation issues".
 */
export async function functionStart(FunctionName: string, { lambda }: Pick<Clients, "lambda">): Promise<Answer> {
  const { FunctionError, Payload } = await lambda.send(
    new InvokeCommand({ FunctionName, Payload: JSON.stringify({ Records: [] }) }),
  );
  if (FunctionError === undefined) {
    return ok("It starts, and accepts an empty batch.");
  }
  const { errorType = FunctionError, errorMessage = "no message" } = errorOf(Payload);
  if (saysClientIsMissing(errorMessage)) {
    return failure(
      `The Lambda runtime does not contain ${cloudTrailDataPackage.name}, so the function cannot start (${errorType}).`,
      ["Pack the client with the functions:", ...packClient.map((line) => `  ${line}`), "then run pulumi up."].join(
        "\n",
      ),
    );
  }
  const [problem] = errorMessage.split("\n");
  return failure(
    `It fails on an empty batch: ${errorType}: ${problem}`,
    "Read the function's own log, fix the cause, then run pulumi up.",
  );
}

interface FunctionError {
  readonly errorType?: string;
  readonly errorMessage?: string;
}

/** An error as the Node.js runtime reports it (AWS Lambda Developer Guide, "Using the Lambda runtime API", initialization error). */
function errorOf(payload: { transformToString(): string } | undefined): FunctionError {
  try {
    return JSON.parse(payload?.transformToString() ?? "{}");
  } catch {
    return {};
  }
}
