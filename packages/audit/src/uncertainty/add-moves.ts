/** Adds to each resample how far a person moves it: step (m - 1), with m how often the person comes up in it. */
export function addMoves(moves: Float64Array, step: number, multiplicities: Uint8Array, person: number): void {
  const from = person * moves.length;
  for (let r = 0; r < moves.length; r++)
    moves[r] = (moves[r] as number) + step * ((multiplicities[from + r] as number) - 1);
}
