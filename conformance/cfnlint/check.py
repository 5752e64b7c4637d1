#!/usr/bin/env python3
"""Checks every resource that has a CloudFormation type against cfn-lint's schemas: what Cloud Control creates with its desired state as it is,
the provider's own types as the parameters of their create calls, where CloudFormation's properties have the same names."""

import json

from calls import CONVERSIONS, calls_of
from cfnlint.api import lint
from cfnlint.config import ManualArgs
from declared import run_on_resources

CLOUD_CONTROL = "aws:cloudcontrol/resource:Resource"

# By Pulumi's type: the CloudFormation type, and its properties whose names differ from the create call's parameters (None: no such property).
TYPES = {
    "aws:cloudtrail/eventDataStore:EventDataStore": ("AWS::CloudTrail::EventDataStore", {"TagsList": "Tags"}),
    "aws:cloudwatch/dashboard:Dashboard": ("AWS::CloudWatch::Dashboard", {}),
    "aws:cloudwatch/eventArchive:EventArchive": ("AWS::Events::Archive", {"EventSourceArn": "SourceArn"}),
    "aws:cloudwatch/eventBus:EventBus": ("AWS::Events::EventBus", {}),
    "aws:cloudwatch/eventRule:EventRule": ("AWS::Events::Rule", {}),
    "aws:cloudwatch/logGroup:LogGroup": ("AWS::Logs::LogGroup", {}),
    "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": ("AWS::Logs::ResourcePolicy", {}),
    "aws:cloudwatch/metricAlarm:MetricAlarm": ("AWS::CloudWatch::Alarm", {}),
    "aws:cloudwatch/queryDefinition:QueryDefinition": ("AWS::Logs::QueryDefinition", {}),
    "aws:dynamodb/table:Table": ("AWS::DynamoDB::Table", {}),
    "aws:iam/policy:Policy": ("AWS::IAM::ManagedPolicy", {"PolicyName": "ManagedPolicyName", "Tags": None}),
    "aws:iam/role:Role": ("AWS::IAM::Role", {}),
    "aws:iam/rolePolicy:RolePolicy": ("AWS::IAM::RolePolicy", {}),
    "aws:lambda/eventSourceMapping:EventSourceMapping": ("AWS::Lambda::EventSourceMapping", {}),
    "aws:lambda/function:Function": ("AWS::Lambda::Function", {}),
    "aws:scheduler/schedule:Schedule": ("AWS::Scheduler::Schedule", {}),
    "aws:scheduler/scheduleGroup:ScheduleGroup": ("AWS::Scheduler::ScheduleGroup", {}),
    "aws:sns/topic:Topic": ("AWS::SNS::Topic", {"Name": "TopicName"}),
}
DOCUMENTS = ("AssumeRolePolicyDocument", "EventPattern")


def check(resources):
    """Checks each stack as one template, so duplicate names within it are found too."""
    typed = [resource for resource in resources if resource["type"] == CLOUD_CONTROL or resource["type"] in TYPES]
    stacks = sorted({resource["stack"] for resource in typed})
    return [
        finding
        for stack in stacks
        for finding in check_template([resource for resource in typed if resource["stack"] == stack])
    ]


def check_template(resources):
    template = {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Resources": {f"R{index}": template_resource(resource) for index, resource in enumerate(resources)},
    }
    matches = lint(json.dumps(template), config=ManualArgs(regions=["us-east-1"], ignore_checks=["W", "I"]))
    return [f"{place(match, resources)}: {match.rule.id} {match.message}" for match in matches]


def place(match, resources):
    _, *path = match.path or [None]
    if not path:
        return "template"
    resource = resources[int(str(path[0])[1:])]
    return f"{resource['stack']} {resource['name']} {'.'.join(map(str, path[2:]))}"


def template_resource(resource):
    inputs = resource["inputs"]
    if resource["type"] == CLOUD_CONTROL:
        return {"Type": inputs["typeName"], "Properties": json.loads(inputs["desiredState"])}
    name, renamed = TYPES[resource["type"]]
    calls, _ = calls_of(resource)
    _, _, parameters = calls[0]
    properties = {}
    for parameter, value in parameters.items():
        capital = parameter[0].upper() + parameter[1:]
        properties[renamed.get(capital, capital)] = property_value(capital, value)
    properties.pop(None, None)
    return {"Type": name, "Properties": properties}


def property_value(name, value):
    if name in DOCUMENTS:
        return json.loads(value)
    if name == "Tags" and isinstance(value, dict):
        return CONVERSIONS["tags"](value)
    return {"ZipFile": "exports.handler = async () => {};"} if name == "Code" else value


PLANTED = [
    ("channel name", CLOUD_CONTROL, "AWS::CloudTrail::Channel", ["desiredState", "Name"], "a/channel", "E3031"),
    ("empty source of a channel", CLOUD_CONTROL, "AWS::CloudTrail::Channel", ["desiredState", "Source"], "", "E3033"),
    ("dashboard name", CLOUD_CONTROL, "AWS::CloudTrail::Dashboard", ["desiredState", "Name"], "a.dashboard", "E3031"),
    (
        "widget title",
        CLOUD_CONTROL,
        "AWS::CloudTrail::Dashboard",
        ["desiredState", "Widgets", 0, "ViewProperties", "Title"],
        "",
        "E30",
    ),
    ("store billing mode", "aws:cloudtrail/eventDataStore:EventDataStore", None, ["billingMode"], "FREE", "E3030"),
    ("alarm operator", "aws:cloudwatch/metricAlarm:MetricAlarm", None, ["comparisonOperator"], "Above", "E3030"),
    ("schedule name", "aws:scheduler/schedule:Schedule", None, ["name"], "a schedule", "E3031"),
]

run_on_resources(check, PLANTED)
