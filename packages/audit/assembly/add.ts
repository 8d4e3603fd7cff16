/** Adds to the number at an address. */
export function add(at: usize, value: f64): void {
  store<f64>(at, load<f64>(at) + value);
}
