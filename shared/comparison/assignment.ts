/**
 * Assigns rows to columns one to one so that the sum of the weights is greatest: the Hungarian method with potentials,
 * O(n²·m) for n rows and m ≥ n columns. Weights must not be negative; a pair of weight 0 counts as unassigned. Returns
 * the column of each row, or -1. Ties go to the first rows and columns, so that equal input gives equal output.
 */
export function bestAssignment(weights: readonly Float64Array[], columns: number): Int32Array {
  const rows = weights.length;
  if (rows > columns) return transposed(weights, columns);
  // Indices start at 1, as the method is usually written; row and column 0 represent "unassigned".
  const rowPotential = new Float64Array(rows + 1);
  const columnPotential = new Float64Array(columns + 1);
  const rowOf = new Int32Array(columns + 1);
  const cameFrom = new Int32Array(columns + 1);
  const slack = new Float64Array(columns + 1);
  const done = new Uint8Array(columns + 1);
  for (let row = 1; row <= rows; row++) {
    rowOf[0] = row;
    slack.fill(Infinity);
    done.fill(0);
    let column = 0;
    do {
      done[column] = 1;
      const current = rowOf[column]!;
      const line = weights[current - 1]!;
      let delta = Infinity;
      let next = 0;
      for (let j = 1; j <= columns; j++) {
        if (done[j]) continue;
        const reduced = -line[j - 1]! - rowPotential[current]! - columnPotential[j]!;
        if (reduced < slack[j]!) {
          slack[j] = reduced;
          cameFrom[j] = column;
        }
        if (slack[j]! < delta) {
          delta = slack[j]!;
          next = j;
        }
      }
      for (let j = 0; j <= columns; j++) {
        if (done[j]) {
          rowPotential[rowOf[j]!]! += delta;
          columnPotential[j]! -= delta;
        } else slack[j]! -= delta;
      }
      column = next;
    } while (rowOf[column] !== 0);
    while (column !== 0) {
      const before = cameFrom[column]!;
      rowOf[column] = rowOf[before]!;
      column = before;
    }
  }
  const chosen = new Int32Array(rows).fill(-1);
  for (let j = 1; j <= columns; j++) {
    const row = rowOf[j]!;
    if (row > 0 && weights[row - 1]![j - 1]! > 0) chosen[row - 1] = j - 1;
  }
  return chosen;
}

function transposed(weights: readonly Float64Array[], columns: number): Int32Array {
  const turned = Array.from({ length: columns }, (_, j) => Float64Array.from(weights, (line) => line[j]!));
  const rowOfColumn = bestAssignment(turned, weights.length);
  const chosen = new Int32Array(weights.length).fill(-1);
  rowOfColumn.forEach((row, column) => {
    if (row >= 0) chosen[row] = column;
  });
  return chosen;
}
