import * as grpc from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import * as provider from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { sandboxAccount } from "../account";
import {
  type CloudContext,
  containsUnknown,
  defaultTagsOf,
  type Inputs,
  invokeFunction,
  ProviderError,
  resourceTypes,
  unknownValue,
} from "../provider";
import { Cloud } from "./cloud";
import { differenceOf } from "./difference";

/** The environment variable with the name of the file of the account's resources. */
export const cloudFileVariable = "PARTNER_AUDIT_CLOUD";

/**
 * Serves Pulumi's resource provider protocol for `aws` with the sandbox's resource types and an account in a file, so the real engine deploys
 * without AWS. Prints the port, as the engine expects.
 */
export function serveProvider(): void {
  const file = process.env[cloudFileVariable];
  if (file === undefined) {
    throw new Error(`${cloudFileVariable} must name the file that holds the account's resources`);
  }
  const server = new grpc.Server({ "grpc.max_receive_message_length": largestMessage });
  server.addService(
    provider.ResourceProviderService,
    implementation(file) as unknown as grpc.UntypedServiceImplementation,
  );
  server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
    if (error !== null) {
      throw error;
    }
    process.stdout.write(`${port}\n`);
  });
}

/** Bytes; the engine's own limit. */
const largestMessage = 400 * 1024 * 1024;

type Call<Request> = grpc.ServerUnaryCall<Request, unknown>;
type Callback = grpc.sendUnaryData<unknown>;

function implementation(file: string) {
  let context: CloudContext = sandboxAccount;
  let cloud = new Cloud(file, context);
  const unary =
    <Request>(work: (request: Request) => unknown) =>
    (call: Call<Request>, callback: Callback) => {
      try {
        callback(null, work(call.request));
      } catch (error) {
        callback({ code: grpc.status.UNKNOWN, details: error instanceof Error ? error.message : String(error) }, null);
      }
    };
  return {
    checkConfig: unary((request: messages.CheckRequest) => checked(request.getNews())),
    diffConfig: unary(() => new messages.DiffResponse()),
    configure: unary((request: messages.ConfigureRequest) => {
      const { region = request.getVariablesMap().get("aws:config:region"), defaultTags } = plain(request.getArgs());
      context = {
        ...sandboxAccount,
        region: typeof region === "string" ? region : sandboxAccount.region,
        defaultTags: defaultTagsOf(defaultTags),
      };
      cloud = new Cloud(file, context);
      const response = new messages.ConfigureResponse();
      response.setSupportspreview(true);
      return response;
    }),
    invoke: unary((request: messages.InvokeRequest) => {
      const response = new messages.InvokeResponse();
      response.setReturn(struct(invokeFunction(request.getTok(), plain(request.getArgs()), context, cloud)));
      return response;
    }),
    check: unary((request: messages.CheckRequest) => check(request, context)),
    diff: unary(diff),
    create: unary((request: messages.CreateRequest) => create(request, () => cloud)),
    read: unary((request: messages.ReadRequest) => {
      const { type } = identity(request.getUrn());
      const found = cloud.read(type, request.getId(), plain(request.getProperties()));
      const response = new messages.ReadResponse();
      if (found !== undefined) {
        response.setId(found.id);
        response.setInputs(struct(found.inputs));
        response.setProperties(struct(found.outputs));
      }
      return response;
    }),
    update: unary((request: messages.UpdateRequest) => {
      const { type } = identity(request.getUrn());
      const news = plain(request.getNews());
      const response = new messages.UpdateResponse();
      const olds = plain(request.getOlds());
      response.setProperties(
        struct(request.getPreview() ? { ...olds, ...news } : cloud.update(type, request.getId(), news, olds)),
      );
      return response;
    }),
    delete: unary((request: messages.DeleteRequest) => {
      cloud.delete(identity(request.getUrn()).type, request.getId(), plain(request.getProperties()));
      return new Empty();
    }),
    getPluginInfo: unary(() => {
      const info = new PluginInfo();
      info.setVersion("7.48.0");
      return info;
    }),
    cancel: unary(() => new Empty()),
    attach: unary(() => new Empty()),
  };
}

function check(request: messages.CheckRequest, context: CloudContext): messages.CheckResponse {
  const { type, name } = identity(request.getUrn());
  const resourceType = typeOf(type);
  const completed = resourceType.complete(withDocumentsAsText(plain(request.getNews())), name);
  const response = checked(struct(completed));
  response.setFailuresList(
    resourceType.check(completed, context).map((reason) => {
      const failure = new messages.CheckFailure();
      failure.setReason(reason);
      return failure;
    }),
  );
  return response;
}

function diff(request: messages.DiffRequest): messages.DiffResponse {
  const { type } = identity(request.getUrn());
  const { changed, replaces, deleteBeforeReplace } = differenceOf(
    typeOf(type),
    plain(request.getOldInputs()),
    plain(request.getNews()),
  );
  const response = new messages.DiffResponse();
  const { DIFF_SOME, DIFF_NONE } = messages.DiffResponse.DiffChanges;
  response.setChanges(changed.length > 0 ? DIFF_SOME : DIFF_NONE);
  response.setDiffsList([...changed]);
  response.setReplacesList([...replaces]);
  response.setDeletebeforereplace(deleteBeforeReplace);
  return response;
}

function create(request: messages.CreateRequest, cloud: () => Cloud): messages.CreateResponse {
  const { type, name } = identity(request.getUrn());
  const inputs = plain(request.getProperties());
  const response = new messages.CreateResponse();
  if (request.getPreview()) {
    const unknown = typeOf(type).computedAtCreate.map((output) => [output, unknownValue]);
    response.setProperties(struct({ ...inputs, ...Object.fromEntries(unknown) }));
    return response;
  }
  const { id, outputs } = cloud().create(type, name, inputs);
  response.setId(id);
  response.setProperties(struct(outputs));
  return response;
}

/** Emulates the bridged provider: a policy document that is an object becomes one text, which is unknown if any leaf is. */
function withDocumentsAsText(inputs: Inputs): Inputs {
  const names = ["policy", "assumeRolePolicy", "redrivePolicy", "eventPattern", "policyDocument"];
  return Object.fromEntries(
    Object.entries(inputs).map(([key, value]) => {
      if (names.includes(key) && containsUnknown(value)) {
        return [key, unknownValue];
      }
      const isDocument = names.includes(key) && typeof value === "object" && value !== null;
      return [key, isDocument ? JSON.stringify(value) : value];
    }),
  );
}

function typeOf(type: string) {
  const found = Object.hasOwn(resourceTypes, type) ? resourceTypes[type] : undefined;
  if (found === undefined) {
    throw new ProviderError(`Resource type ${type}`, ["the test provider does not support it"]);
  }
  return found;
}

/** The type and the logical name in a URN, `urn:pulumi:STACK::PROJECT::PARENT$TYPE::NAME`. */
function identity(urn: string): { readonly type: string; readonly name: string } {
  const [, , types = "", name = ""] = urn.split("::");
  return { type: types.split("$").at(-1) ?? "", name };
}

function checked(inputs: Struct | undefined): messages.CheckResponse {
  const response = new messages.CheckResponse();
  response.setInputs(inputs);
  return response;
}

function plain(properties: Struct | undefined): Record<string, unknown> {
  return (properties?.toJavaScript() ?? {}) as Record<string, unknown>;
}

function struct(properties: Inputs): Struct {
  return Struct.fromJavaScript(JSON.parse(JSON.stringify(properties)));
}
