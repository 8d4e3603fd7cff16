import { nodeWeights } from './node-weights';

describe('nodeWeights', () => {
  const nodes = [0, 0.25, 0.5, 0.75];

  it('count the nodes alike where there is no tail', () => {
    expect(nodeWeights(undefined, nodes)).toBeUndefined();
    expect(nodeWeights(null, nodes)).toBeUndefined();
  });

  it('step at a node, and include it though it is a rounded sum', () => {
    expect(nodeWeights({ from: 0.5 }, nodes)).toEqual([0, 0, 1, 1]);
    expect(nodeWeights({ from: 0.3, below: 0.1 }, [0.1 + 0.2 - 2e-16, 0.29])).toEqual([1, 0.1]);
  });

  it('grow by exp(rate * node), on average 1', () => {
    const weights = nodeWeights({ rate: 4 }, nodes) as number[];
    weights.slice(1).forEach((weight, i) => expect(weight / (weights[i] as number)).toBeCloseTo(Math.E, 12));
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(4, 12);
    expect(nodeWeights({ rate: 0 }, nodes)).toEqual([1, 1, 1, 1]);
    expect(nodeWeights({ rate: 5000 }, nodes)).toEqual([0, 0, 0, 4]);
  });
});
