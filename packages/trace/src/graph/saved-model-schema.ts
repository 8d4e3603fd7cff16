import { type IMapField, type INamespace, type IType, Root } from 'protobufjs/light';

const attributes: IMapField = { keyType: 'string', type: 'AttrValue', id: 5 };

const nodeDef: IType = {
  fields: {
    name: { type: 'string', id: 1 },
    op: { type: 'string', id: 2 },
    input: { rule: 'repeated', type: 'string', id: 3 },
    attr: attributes,
  },
};

/**
 * The messages of TensorFlow's public protos that a graph needs, with their field numbers there; fields left out are
 * optional. Files below tensorflow/core: protobuf/saved_model.proto, protobuf/meta_graph.proto, framework/graph.proto,
 * framework/versions.proto, framework/node_def.proto, framework/attr_value.proto, framework/tensor.proto,
 * framework/tensor_shape.proto. Enumerations (DataType of framework/types.proto) travel as plain integers.
 */
const descriptor: INamespace = {
  nested: {
    SavedModel: {
      fields: {
        savedModelSchemaVersion: { type: 'int64', id: 1 },
        metaGraphs: { rule: 'repeated', type: 'MetaGraphDef', id: 2 },
      },
    },
    MetaGraphDef: {
      fields: {
        metaInfoDef: { type: 'MetaInfoDef', id: 1 },
        graphDef: { type: 'GraphDef', id: 2 },
      },
      nested: { MetaInfoDef: { fields: { tags: { rule: 'repeated', type: 'string', id: 4 } } } },
    },
    GraphDef: {
      fields: {
        node: { rule: 'repeated', type: 'NodeDef', id: 1 },
        versions: { type: 'VersionDef', id: 4 },
      },
    },
    VersionDef: { fields: { producer: { type: 'int32', id: 1 } } },
    NodeDef: nodeDef,
    AttrValue: {
      fields: {
        list: { type: 'ListValue', id: 1 },
        s: { type: 'bytes', id: 2 },
        i: { type: 'int64', id: 3 },
        f: { type: 'float', id: 4 },
        b: { type: 'bool', id: 5 },
        type: { type: 'int32', id: 6 },
        shape: { type: 'TensorShapeProto', id: 7 },
        tensor: { type: 'TensorProto', id: 8 },
      },
      oneofs: { value: { oneof: ['list', 's', 'i', 'f', 'b', 'type', 'shape', 'tensor'] } },
      nested: {
        ListValue: {
          fields: {
            i: { rule: 'repeated', type: 'int64', id: 3 },
            f: { rule: 'repeated', type: 'float', id: 4 },
            b: { rule: 'repeated', type: 'bool', id: 5 },
          },
        },
      },
    },
    TensorProto: {
      fields: {
        dtype: { type: 'int32', id: 1 },
        tensorShape: { type: 'TensorShapeProto', id: 2 },
        tensorContent: { type: 'bytes', id: 4 },
      },
    },
    TensorShapeProto: {
      fields: { dim: { rule: 'repeated', type: 'Dim', id: 2 } },
      nested: { Dim: { fields: { size: { type: 'int64', id: 1 } } } },
    },
  },
};

/** `SavedModel`, ready to encode and decode. */
export const SavedModel = Root.fromJSON(descriptor).lookupType('SavedModel');
