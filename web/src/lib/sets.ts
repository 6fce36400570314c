/** Whether two lists hold the same ids, in whatever order. */
export const isSameSet = (a: readonly string[], b: readonly string[]): boolean =>
  [...a].sort().join() === [...b].sort().join();
