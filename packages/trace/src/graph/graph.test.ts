import { encodeSavedModel } from './encode-saved-model';
import { Graph } from './graph';
import { SavedModel } from './saved-model-schema';

const INT = { dtype: 'int32', shape: [] } as const;
const bytes = (value: number) => new Uint8Array(Int32Array.of(value).buffer);

describe('Graph', () => {
  it('gives every node a name of its own that TensorFlow takes', () => {
    const graph = new Graph();
    const names = ['a', 'a', 'x,y:0', '/odd', 'params/conv 1'].map((hint) => graph.add(hint, 'NoOp', [], {}));
    expect(new Set(names).size).toBe(5);
    for (const name of names) expect(name).toMatch(/^[A-Za-z0-9.][A-Za-z0-9_./]*$/);
  });

  it('stores equal small constants once, of one type and shape', () => {
    const graph = new Graph();
    const seven = graph.constant('c', INT, bytes(7));
    expect(graph.constant('c', INT, bytes(7))).toBe(seven);
    expect(graph.constant('c', INT, bytes(8))).not.toBe(seven);
    expect(graph.constant('c', { dtype: 'float32', shape: [] }, bytes(7))).not.toBe(seven);
    expect(graph.constant('c', { dtype: 'int32', shape: [1] }, bytes(7))).not.toBe(seven);
  });

  it('leaves out what no fetch needs, and follows second outputs and control inputs', () => {
    const graph = new Graph();
    const a = graph.constant('a', INT, bytes(1));
    const b = graph.constant('b', INT, bytes(2));
    const unused = graph.constant('unused', INT, bytes(3));
    const assign = graph.add('assign', 'Assign', [`${a}:1`], {});
    const out = graph.add('out', 'Identity', [b, `^${assign}`], {});
    const { nodes, constants } = graph.reachable([out]);
    expect(nodes.map(({ name }) => name)).toEqual([a, b, assign, out]);
    expect(constants.map(({ name, bytes }) => [name, bytes])).toEqual([
      [a, 4],
      [b, 4],
    ]);
    expect(graph.node(`${unused}:0`)?.op).toBe('Const');
  });
});

describe('encodeSavedModel', () => {
  it('writes the fields of TensorFlow’s protos', () => {
    const node = { name: 'a', op: 'Op', inputs: ['b'], attributes: { k: { b: false } } };
    const fields = [
      ...[0x08, 1], // saved_model_schema_version = 1
      ...[0x12, 37], // meta_graphs
      ...[0x0a, 7, 0x22, 5, ...Buffer.from('serve')], // meta_info_def: tags
      ...[0x12, 26], // graph_def
      ...[0x0a, 19], // node
      ...[0x0a, 1, 0x61], // name
      ...[0x12, 2, 0x4f, 0x70], // op
      ...[0x1a, 1, 0x62], // input
      ...[0x2a, 7, 0x0a, 1, 0x6b, 0x12, 2, 0x28, 0], // attr: k -> b = false, which is not left out
      ...[0x22, 3, 0x08, 0xaa, 0x13], // versions: producer = 2474
    ];
    expect([...encodeSavedModel([node])]).toEqual(fields);
  });

  it('keeps zeros, empty lists and negative sizes, which mean something', () => {
    const attributes = {
      i: { i: 0 },
      f: { f: 0 },
      list: { list: { i: [] } },
      shape: { shape: { dim: [{ size: 0 }] } },
      j: { i: -1 },
    };
    const { metaGraphs } = SavedModel.toObject(
      SavedModel.decode(encodeSavedModel([{ name: 'a', op: 'Op', inputs: [], attributes }])),
      { longs: Number, arrays: true, defaults: false },
    ) as { metaGraphs: { graphDef: { node: { attr: Record<string, object> }[] } }[] };
    const attr = metaGraphs[0]?.graphDef.node[0]?.attr;
    expect(Object.keys(attr?.i ?? {})).toContain('i');
    expect(attr?.i).toMatchObject({ i: 0 });
    expect(attr?.j).toMatchObject({ i: -1 });
    expect(attr?.f).toMatchObject({ f: 0 });
    expect(attr?.list).toHaveProperty('list');
  });
});
