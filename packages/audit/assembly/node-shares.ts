/**
 * The shares of nodes in distributions that are smoothed with a kernel: heights below 0 count as 0, and the shares of a row sum to 1.
 *
 * @param weights for each of `rows` rows one number for each of `columns` columns
 * @param kernel for each of `nodes` nodes how high each column reaches there
 * @param shares for each row one number a node
 */
export function shareNodes(weights: usize, rows: u32, columns: u32, kernel: usize, nodes: u32, shares: usize): void {
  const width = (<usize>columns) << 3;
  const end = (<usize>nodes) << 3;
  for (let row: usize = 0; row < <usize>rows; row++) {
    const own = weights + row * width;
    const into = shares + row * end;
    let reach = kernel;
    let sum: f64 = 0;
    for (let node: usize = 0; node < end; node += 8) {
      let height: f64 = 0;
      for (let c: usize = 0; c < width; c += 8) height += load<f64>(reach + c) * load<f64>(own + c);
      reach += width;
      store<f64>(into + node, max(0, height));
      sum += max(0, height);
    }
    for (let node: usize = 0; node < end; node += 8) store<f64>(into + node, load<f64>(into + node) / sum);
  }
}
