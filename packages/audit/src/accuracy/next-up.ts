/** The next larger double. */
export function nextUp(value: number): number {
  if (!Number.isFinite(value)) return value;
  const buffer = new DataView(new ArrayBuffer(8));
  buffer.setFloat64(0, value === 0 ? 0 : value);
  buffer.setBigInt64(0, buffer.getBigInt64(0) + (value < 0 ? -1n : 1n));
  return buffer.getFloat64(0);
}
