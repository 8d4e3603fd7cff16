/** Attributes that tfjs-node leaves out, as an eager call infers them and a graph cannot: the type of which input. */
export const INFERRED_TYPES: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  ExpandDims: { T: 0 },
};

/** Operations whose result has as many rows as the data says. JavaScript would go on with the first call's number. */
export const DATA_SHAPED = /^(Where|Unique.*|NonMaxSuppression.*|ListDiff)$/;

/** Operations that draw from a generator of their own. */
export const STATEFUL_RANDOM = /^(Random|Multinomial|TruncatedNormal|ParameterizedTruncatedNormal)/;

/** Functions of tfjs that draw in JavaScript, with a seed or without, as they name their scopes. */
export const JAVASCRIPT_RANDOM = /^(rand|random\w*|truncatedNormal)__op$/;
