import { randomUUID } from "node:crypto";
import type { HttpHandler } from "./http";
import { awsError, notSupported, restJsonError } from "./protocol/awsError";

/** Routes each request to the service that it is signed for. */
export function createGateway(services: Readonly<Record<string, HttpHandler>>): HttpHandler {
  return async (request) => {
    const service = signedService(request.headers.authorization);
    if (service === undefined) {
      return restJsonError(awsError("MissingAuthenticationToken", "The request is not signed.", 403), randomUUID());
    }
    const handler = Object.hasOwn(services, service) ? services[service] : undefined;
    return handler?.(request) ?? restJsonError(notSupported(`The service ${service}`), randomUUID());
  };
}

/** The service in the credential scope. Source: "IAM User Guide, Elements of an AWS API request signature". */
function signedService(authorization: string | undefined): string | undefined {
  return /Credential=[^/]+\/\d{8}\/[^/]+\/([^/]+)\/aws4_request/.exec(authorization ?? "")?.[1];
}
