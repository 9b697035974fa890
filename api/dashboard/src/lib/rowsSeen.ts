/** Rows drawn above and below those seen, so that a quick scroll doesn't show blanks. */
const AROUND = 8;

/** Which of `count` rows of the same height are to be drawn when scrolled by `top`; from inclusive, to exclusive. */
export function rowsSeen(top: number, height: number, row: number, count: number): { from: number; to: number } {
  // The list may have become shorter than where it is scrolled to.
  const first = Math.max(0, Math.min(Math.floor(top / row), count - Math.ceil(height / row)));
  return { from: Math.max(0, first - AROUND), to: Math.min(count, first + Math.ceil(height / row) + 1 + AROUND) };
}
