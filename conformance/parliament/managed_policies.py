#!/usr/bin/env python3
"""Prints moto's copy of the AWS managed policies as JSON: the day of the newest policy, and the documents by path and name."""

import json

from moto.iam.aws_managed_policies import aws_managed_policies_data


def managed_policies():
    """Returns the day (UTC, YYYY-MM-DD) and the documents by path and name, for example `job-function/Billing`."""
    policies = json.loads(aws_managed_policies_data)
    day = max(policy["UpdateDate"] for policy in policies.values())[:10]
    return day, {policy["Path"].lstrip("/") + name: policy["Document"] for name, policy in policies.items()}


if __name__ == "__main__":
    asOf, documents = managed_policies()
    print(json.dumps({"asOf": asOf, "documents": documents}))
