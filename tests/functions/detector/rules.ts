import type { CompiledRule, Correlation } from "../../../functions/detector/compiledRule";

const expression = (trino: string, insights: string) => ({ trino, insights });
const actor = expression("eventData.userIdentity.principalId", "userIdentity.principalId");
const address = expression("eventData.sourceIPAddress", "sourceIPAddress");

/** A rule that reports every event of a name. */
export const tokenMade: CompiledRule = {
  name: "okta_api_token_created",
  id: "5f3c1a52-6a6c-4d6e-9a3b-2a1f5d1c7e01",
  title: "Okta API token created",
  description: "An API token was created in Okta.",
  vendor: "okta",
  level: "high",
  tags: ["attack.persistence", "attack.t1098.001"],
  falsePositives: ["Administrators who set up an integration"],
  predicates: {
    trino: "coalesce(eventData.eventName = 'system.api_token.create', false)",
    insights: 'eventName = "system.api_token.create"',
  },
  columns: {
    actor,
    target: expression("element_at(eventData.requestParameters, 'target')", "requestParameters.target"),
  },
};

/** A rule that counts failed sign-ins per user. */
export function failedSignIns(
  gte: number,
  timespanSeconds: number,
): CompiledRule & { readonly correlation: Correlation } {
  return {
    ...tokenMade,
    name: "okta_failed_sign_ins",
    id: "5f3c1a52-6a6c-4d6e-9a3b-2a1f5d1c7e02",
    title: "Okta sign-ins fail many times",
    description: "One person failed to sign in to Okta many times.",
    level: "medium",
    tags: ["attack.credential-access", "attack.t1110.001"],
    predicates: {
      trino: "coalesce(eventData.eventName = 'user.session.start', false) AND eventData.errorCode IS NOT NULL",
      insights: 'eventName = "user.session.start" and ispresent(errorCode)',
    },
    correlation: { type: "event_count", groupBy: [actor], timespanSeconds, condition: { gte } },
  };
}

/** A rule that counts the users whose sign-ins fail from one address. */
export function sprayedSignIns(
  gte: number,
  timespanSeconds: number,
): CompiledRule & { readonly correlation: Correlation } {
  return {
    ...failedSignIns(gte, timespanSeconds),
    name: "okta_password_spray",
    id: "5f3c1a52-6a6c-4d6e-9a3b-2a1f5d1c7e03",
    title: "Okta sign-ins of many people fail from one address",
    description: "Sign-ins of many people to Okta failed from one address.",
    correlation: { type: "value_count", groupBy: [address], value: actor, timespanSeconds, condition: { gte } },
  };
}
