/** The release of TensorFlow.js this package was checked with: all its halves must be equal. */
export const TFJS_VERSION = '4.22.0';

/** The npm package that holds the JavaScript half of the native engine and the sources of its addon. */
export const NODE_PACKAGE = '@tensorflow/tfjs-node-gpu';

/** Node-API level of the addon: one build serves every Node from 20 on. */
export const NAPI_VERSION = 8;

/** Where TensorFlow's C library comes from when it comes from a Python package index. */
export const WHEEL = {
  requirement: 'tensorflow-cpu==2.21.0',
  tensorflow: '2.21.0',
  file: 'tensorflow_cpu-2.21.0-cp311-cp311-manylinux_2_27_x86_64.whl',
  /** The Python the wheel is made for; none is needed to use its C library. */
  python: '3.11',
  platform: 'manylinux_2_27_x86_64',
  bytes: 273_829_956,
  /** As PyPI's index states it and as measured on the downloaded file. */
  sha256: '2b847d217b02ee7731ed91431daf3250daa0196c3c94614d23be27232e6e5b6c',
} as const;

/** Room needed while installing: the wheel, what is unpacked from it, and the build. */
export const BYTES_NEEDED = 1_200_000_000;
