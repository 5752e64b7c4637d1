import type { HttpHandler, HttpResponse } from "./http";

/**
 * One address for all services, as the AWS endpoints are for a function: a request goes to the service in whose name it is
 * signed.
 */
export function createGateway(services: Readonly<Record<string, HttpHandler | undefined>>): HttpHandler {
  return async (request) => {
    const service = signedService(request.headers.authorization);
    const handler = service === undefined ? undefined : services[service];
    return handler === undefined ? unknownService(service) : handler(request);
  };
}

/** The service in the credential scope. Source: "IAM User Guide, Elements of an AWS API request signature". */
function signedService(authorization: string | undefined): string | undefined {
  return /Credential=[^/]+\/\d{8}\/[^/]+\/([^/]+)\/aws4_request/.exec(authorization ?? "")?.[1];
}

function unknownService(service: string | undefined): HttpResponse {
  const message =
    service === undefined
      ? "The request is not signed for a service."
      : `The sandbox does not emulate the service ${service}.`;
  return {
    status: service === undefined ? 403 : 501,
    headers: { "content-type": "application/json", "x-amzn-errortype": "UnknownOperationException" },
    body: JSON.stringify({ __type: "UnknownOperationException", message }),
  };
}
