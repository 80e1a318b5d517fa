import assert from "node:assert/strict";
import fc from "fast-check";
import structs from "google-protobuf/google/protobuf/struct_pb.js";
import { resourceName, resourceType, resourceUrn } from "../../stacks/resource-name.ts";
import { decodeStruct, encodeStruct } from "../../stacks/struct.ts";
import { deployment } from "./shop.ts";

describe("the names of objects in Pulumi", () => {
  it("are readable, and the same as in @pulumi/kubernetes", () => {
    const web = deployment("web", "shop");
    assert.equal(resourceType(web), "kubernetes:apps/v1:Deployment");
    assert.equal(resourceName(web), "Deployment:shop/web");
    assert.equal(
      resourceUrn("shop", "sofia-1", web),
      "urn:pulumi:sofia-1::shop::kubernetes:apps/v1:Deployment::Deployment:shop/web",
    );
    assert.equal(resourceType({ apiVersion: "v1", kind: "Namespace" }), "kubernetes:core/v1:Namespace");
  });
});

describe("JSON as a protobuf Struct", () => {
  it("is what google-protobuf makes of it", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (object) => {
        const bytes = encodeStruct(object);
        const theirs = structs.Struct.deserializeBinary(bytes).toJavaScript();
        assert.deepEqual(theirs, structs.Struct.fromJavaScript(object as never).toJavaScript());
        assert.deepEqual(decodeStruct(bytes), theirs);
      }),
    );
  });

  it("leaves out what is undefined", () => {
    assert.deepEqual(decodeStruct(encodeStruct({ a: undefined, b: 1 })), { b: 1 });
  });
});
