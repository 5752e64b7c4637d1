"""Derives the API calls that the provider makes to create a declared resource, from one table of resource types."""

import json


def api_names(value):
    """Renames nested properties as AWS does: with a capital."""
    if isinstance(value, dict):
        return {key[0].upper() + key[1:]: api_names(entry) for key, entry in value.items()}
    return [api_names(entry) for entry in value] if isinstance(value, list) else value


def metric_query(query):
    metric = query.get("metric")
    rest = api_names({key: value for key, value in query.items() if key != "metric"})
    if metric is None:
        return rest
    names = {"Namespace": metric["namespace"], "MetricName": metric["metricName"]}
    found = {**names, "Dimensions": CONVERSIONS["dimensions"](metric.get("dimensions", {}))}
    return {**rest, "MetricStat": {"Metric": found, "Period": metric["period"], "Stat": metric["stat"]}}


def renamed(value, names):
    """Renames properties as AWS does, including names that differ in more than the capital."""
    if isinstance(value, dict):
        return {names.get(key, key[0].upper() + key[1:]): renamed(entry, names) for key, entry in value.items()}
    return [renamed(entry, names) for entry in value] if isinstance(value, list) else value


def storage_descriptor(storage):
    info = storage["serDeInfo"]
    serde = {"SerializationLibrary": info["serializationLibrary"], "Parameters": info["parameters"]}
    return {**api_names({key: value for key, value in storage.items() if key != "serDeInfo"}), "SerdeInfo": serde}


ENCRYPTION_NAMES = {"sseAlgorithm": "SSEAlgorithm", "kmsMasterKeyId": "KMSMasterKeyID"}
WORKGROUP_NAMES = {
    "enforceWorkgroupConfiguration": "EnforceWorkGroupConfiguration",
    "publishCloudwatchMetricsEnabled": "PublishCloudWatchMetricsEnabled",
}

CONVERSIONS = {
    "api_names": api_names,
    "as_is": lambda value: value,
    "tags": lambda tags: [{"Key": key, "Value": value} for key, value in tags.items()],
    "text": lambda value: str(value).lower() if isinstance(value, bool) else str(value),
    "dimensions": lambda values: [{"Name": name, "Value": value} for name, value in values.items()],
    "metric_queries": lambda queries: [metric_query(query) for query in queries],
    "attributes": lambda all: [{"AttributeName": one["name"], "AttributeType": one["type"]} for one in all],
    "hash_key": lambda name: [{"AttributeName": name, "KeyType": "HASH"}],
    "range_key": lambda name: [{"AttributeName": name, "KeyType": "RANGE"}],
    "recovery": lambda recovery: {"PointInTimeRecoveryEnabled": recovery["enabled"]},
    "variables": lambda environment: {"Variables": environment["variables"]},
    "archive": lambda _: b"the archive",
    "key_tags": lambda tags: [{"TagKey": key, "TagValue": value} for key, value in tags.items()],
    "one": lambda value: [api_names(value)],
    "encryption_rules": lambda rules: renamed(rules, ENCRYPTION_NAMES),
    "lifecycle_rules": lambda rules: renamed(rules, {"id": "ID"}),
    "storage_descriptor": storage_descriptor,
    "workgroup": lambda configuration: renamed(configuration, WORKGROUP_NAMES),
    # Computed: known only after the key or the topic exists.
    "key_id": lambda _: "1234abcd-12ab-34cd-56ef-1234567890ab",
    "topic_arn": lambda name: f"arn:aws:sns:us-east-1:123456789012:{name}",
}

# By Pulumi's type: the source file of the provider's create function (hashicorp/terraform-provider-aws, internal/service/), and its calls.
# A call is an operation and its inputs as input=Parameter/conversion: the parameter is by default the input with a capital, `.` leads into
# a structure and `[]` into the one entry of a list. `!` marks a key, which alone makes no call; `+` a parameter that is always the same; `-` an
# input that the provider keeps for itself.
ROWS = {
    "aws:athena/namedQuery:NamedQuery": (
        "athena/named_query.go",
        "athena.CreateNamedQuery name description database workgroup=WorkGroup query=QueryString",
    ),
    "aws:athena/workgroup:Workgroup": (
        "athena/workgroup.go",
        "athena.CreateWorkGroup name description configuration=Configuration/workgroup tags=Tags/tags -forceDestroy",
    ),
    "aws:cloudcontrol/resource:Resource": (
        "cloudcontrol/resource.go",
        "cloudcontrol.CreateResource typeName desiredState roleArn typeVersionId",
    ),
    "aws:cloudtrail/eventDataStore:EventDataStore": (
        "cloudtrail/event_data_store.go",
        "cloudtrail.CreateEventDataStore advancedEventSelectors billingMode kmsKeyId multiRegionEnabled name organizationEnabled"
        " retentionPeriod tags=TagsList/tags terminationProtectionEnabled",
    ),
    "aws:cloudwatch/dashboard:Dashboard": (
        "cloudwatch/dashboard.go",
        "cloudwatch.PutDashboard dashboardName dashboardBody",
    ),
    "aws:cloudwatch/eventArchive:EventArchive": (
        "events/archive.go",
        "events.CreateArchive name=ArchiveName description eventPattern eventSourceArn kmsKeyIdentifier retentionDays",
    ),
    "aws:cloudwatch/eventBus:EventBus": (
        "events/bus.go",
        "events.CreateEventBus name description eventSourceName kmsKeyIdentifier tags=Tags/tags",
    ),
    "aws:cloudwatch/eventRule:EventRule": (
        "events/rule.go",
        "events.PutRule name description eventBusName eventPattern state tags=Tags/tags",
    ),
    "aws:cloudwatch/eventTarget:EventTarget": (
        "events/target.go",
        "events.PutTargets rule eventBusName targetId=Targets[].Id arn=Targets[].Arn deadLetterConfig=Targets[].DeadLetterConfig"
        " retryPolicy=Targets[].RetryPolicy",
    ),
    "aws:cloudwatch/logGroup:LogGroup": (
        "logs/group.go",
        "logs.CreateLogGroup name=logGroupName deletionProtectionEnabled=deletionProtectionEnabled kmsKeyId=kmsKeyId tags=tags/as_is",
        "logs.PutRetentionPolicy !name=logGroupName retentionInDays=retentionInDays",
    ),
    "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": (
        "logs/resource_policy.go",
        "logs.PutResourcePolicy policyName=policyName policyDocument=policyDocument",
    ),
    "aws:cloudwatch/metricAlarm:MetricAlarm": (
        "cloudwatch/metric_alarm.go",
        "cloudwatch.PutMetricAlarm name=AlarmName alarmActions okActions=OKActions alarmDescription comparisonOperator"
        " datapointsToAlarm dimensions=Dimensions/dimensions evaluationPeriods metricName metricQueries=Metrics/metric_queries"
        " namespace period statistic tags=Tags/tags threshold treatMissingData",
    ),
    "aws:cloudwatch/queryDefinition:QueryDefinition": (
        "logs/query_definition.go",
        "logs.PutQueryDefinition name=name logGroupNames=logGroupNames queryString=queryString",
    ),
    "aws:dynamodb/table:Table": (
        "dynamodb/table.go",
        "dynamodb.CreateTable name=TableName attributes=AttributeDefinitions/attributes billingMode hashKey=KeySchema/hash_key"
        " rangeKey=KeySchema/range_key tags=Tags/tags",
        "dynamodb.UpdateTimeToLive !name=TableName ttl=TimeToLiveSpecification",
        "dynamodb.UpdateContinuousBackups !name=TableName pointInTimeRecovery=PointInTimeRecoverySpecification/recovery",
    ),
    "aws:glue/catalogDatabase:CatalogDatabase": (
        "glue/catalog_database.go",
        "glue.CreateDatabase name=DatabaseInput.Name description=DatabaseInput.Description tags=Tags/as_is",
    ),
    "aws:glue/catalogTable:CatalogTable": (
        "glue/catalog_table.go",
        "glue.CreateTable databaseName name=TableInput.Name description=TableInput.Description tableType=TableInput.TableType"
        " parameters=TableInput.Parameters/as_is partitionKeys=TableInput.PartitionKeys"
        " storageDescriptor=TableInput.StorageDescriptor/storage_descriptor",
    ),
    "aws:iam/policy:Policy": (
        "iam/policy.go",
        "iam.CreatePolicy name=PolicyName description path policy=PolicyDocument tags=Tags/tags",
    ),
    "aws:iam/role:Role": (
        "iam/role.go",
        "iam.CreateRole name=RoleName assumeRolePolicy=AssumeRolePolicyDocument description path permissionsBoundary tags=Tags/tags",
    ),
    "aws:iam/rolePolicy:RolePolicy": (
        "iam/role_policy.go",
        "iam.PutRolePolicy name=PolicyName policy=PolicyDocument role=RoleName",
    ),
    "aws:kms/key:Key": (
        "kms/key.go",
        "kms.CreateKey description policy tags=Tags/key_tags",
        "kms.EnableKeyRotation enableKeyRotation=KeyId/key_id",
        # Called at deletion, with a value that is set at creation.
        "kms.ScheduleKeyDeletion !description=KeyId/key_id deletionWindowInDays=PendingWindowInDays",
    ),
    "aws:lambda/eventSourceMapping:EventSourceMapping": (
        "lambda/event_source_mapping.go",
        "lambda.CreateEventSourceMapping batchSize eventSourceArn functionName functionResponseTypes maximumBatchingWindowInSeconds"
        " scalingConfig tags=Tags/as_is",
    ),
    "aws:lambda/function:Function": (
        "lambda/function.go",
        "lambda.CreateFunction name=FunctionName architectures code=Code.ZipFile/archive description environment=Environment/variables"
        " handler memorySize role runtime tags=Tags/as_is timeout",
        "lambda.PutFunctionConcurrency !name=FunctionName reservedConcurrentExecutions",
    ),
    "aws:s3/bucket:Bucket": (
        "s3/bucket.go",
        "s3.CreateBucket bucket objectLockEnabled=ObjectLockEnabledForBucket -forceDestroy",
        "s3.PutBucketTagging !bucket tags=Tagging.TagSet/tags",
    ),
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": (
        "s3/bucket_lifecycle_configuration.go",
        "s3.PutBucketLifecycleConfiguration !bucket rules=LifecycleConfiguration.Rules/lifecycle_rules",
    ),
    "aws:s3/bucketNotification:BucketNotification": (
        "s3/bucket_notification.go",
        "s3.PutBucketNotificationConfiguration !bucket topics=NotificationConfiguration.TopicConfigurations",
    ),
    "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration": (
        "s3/bucket_object_lock_configuration.go",
        "s3.PutObjectLockConfiguration !bucket +ObjectLockConfiguration.ObjectLockEnabled=Enabled rule=ObjectLockConfiguration.Rule",
    ),
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls": (
        "s3/bucket_ownership_controls.go",
        "s3.PutBucketOwnershipControls !bucket rule=OwnershipControls.Rules/one",
    ),
    "aws:s3/bucketPolicy:BucketPolicy": (
        "s3/bucket_policy.go",
        "s3.PutBucketPolicy !bucket policy",
    ),
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": (
        "s3/bucket_public_access_block.go",
        "s3.PutPublicAccessBlock !bucket blockPublicAcls=PublicAccessBlockConfiguration.BlockPublicAcls"
        " blockPublicPolicy=PublicAccessBlockConfiguration.BlockPublicPolicy"
        " ignorePublicAcls=PublicAccessBlockConfiguration.IgnorePublicAcls"
        " restrictPublicBuckets=PublicAccessBlockConfiguration.RestrictPublicBuckets",
    ),
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": (
        "s3/bucket_server_side_encryption_configuration.go",
        "s3.PutBucketEncryption !bucket rules=ServerSideEncryptionConfiguration.Rules/encryption_rules",
    ),
    "aws:s3/bucketVersioning:BucketVersioning": (
        "s3/bucket_versioning.go",
        "s3.PutBucketVersioning !bucket versioningConfiguration",
    ),
    "aws:scheduler/schedule:Schedule": (
        "scheduler/schedule.go",
        "scheduler.CreateSchedule name description flexibleTimeWindow groupName scheduleExpression target",
    ),
    "aws:scheduler/scheduleGroup:ScheduleGroup": (
        "scheduler/schedule_group.go",
        "scheduler.CreateScheduleGroup name tags=Tags/tags",
    ),
    "aws:sns/topic:Topic": (
        "sns/topic.go",
        "sns.CreateTopic name tags=Tags/tags",
        "sns.SetTopicAttributes !name=TopicArn/topic_arn +AttributeName=Policy policy=AttributeValue",
        "sns.SetTopicAttributes !name=TopicArn/topic_arn +AttributeName=KmsMasterKeyId kmsMasterKeyId=AttributeValue",
    ),
    "aws:sqs/queue:Queue": (
        "sqs/queue.go",
        "sqs.CreateQueue name=QueueName kmsMasterKeyId=Attributes.KmsMasterKeyId maxMessageSize=Attributes.MaximumMessageSize/text"
        " messageRetentionSeconds=Attributes.MessageRetentionPeriod/text redrivePolicy=Attributes.RedrivePolicy"
        " sqsManagedSseEnabled=Attributes.SqsManagedSseEnabled/text visibilityTimeoutSeconds=Attributes.VisibilityTimeout/text"
        " tags=tags/as_is",
    ),
    "aws:sqs/queuePolicy:QueuePolicy": (
        "sqs/queue_policy.go",
        "sqs.SetQueueAttributes !queueUrl policy=Attributes.Policy",
    ),
}

HANDLERS = {
    "AWS::CloudTrail::Channel": "CreateChannel",
    "AWS::CloudTrail::Dashboard": "CreateDashboard",
    "AWS::CloudTrail::ResourcePolicy": "PutResourcePolicy",
}


def calls_of(resource):
    """Returns (service, operation, parameters) of each call, and the inputs that the type's row does not cover."""
    _, *rows = ROWS[resource["type"]]
    inputs = resource["inputs"]
    calls, read = [], set()
    for row in rows:
        operation, *tokens = row.split()
        parameters, needed = {}, False
        for token in tokens:
            name, parameter, conversion = parts(token)
            if token.startswith("-"):
                read.add(token[1:])
            elif token.startswith("+"):
                put(parameters, name, parameter)
            elif name in inputs:
                read.add(name)
                needed = needed or not token.startswith("!")
                put(parameters, parameter, CONVERSIONS[conversion](inputs[name]))
        calls += [(*operation.split("."), parameters)] if needed else []
    if resource["type"] == "aws:cloudcontrol/resource:Resource":
        calls.append(handler_call(inputs))
    return calls, sorted(set(inputs) - read)


def parts(token):
    name, _, target = token.lstrip("!+").partition("=")
    parameter, _, conversion = target.partition("/")
    return name, parameter or name[0].upper() + name[1:], conversion or "api_names"


def put(container, path, value):
    step, _, rest = path.partition(".")
    if rest == "":
        container[step] = container[step] + value if step in container else value
    elif step.endswith("[]"):
        put(container.setdefault(step[:-2], [{}])[0], rest, value)
    else:
        put(container.setdefault(step, {}), rest, value)


def handler_call(inputs):
    """Returns the call that the handler of the CloudFormation type makes with the desired state."""
    state = json.loads(inputs["desiredState"])
    if "Tags" in state and inputs["typeName"] == "AWS::CloudTrail::Dashboard":
        state["TagsList"] = state.pop("Tags")
    if isinstance(state.get("ResourcePolicy"), dict):
        state["ResourcePolicy"] = json.dumps(state["ResourcePolicy"])
    return ("cloudtrail", HANDLERS[inputs["typeName"]], state)
