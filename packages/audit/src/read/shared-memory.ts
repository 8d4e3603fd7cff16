/** Memory for a column that worker threads see too: given to one of them, it is neither copied nor taken away. */
export function sharedMemory(bytes: number): SharedArrayBuffer {
  return new SharedArrayBuffer(bytes);
}
