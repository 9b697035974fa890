import { toBigInt, type Long } from './longJson';

export interface LinePosting {
  sequence: Long;
  direction: 'CREDIT' | 'DEBIT';
  amount: Long;
  bookedAt: string;
  late: boolean;
}

export interface BalancePoint {
  /** Milliseconds since 1970. */
  at: number;
  balance: bigint;
}

/**
 * The balance over time as the books have it: after each posting booked at or before that instant. It is counted back from the
 * balance now, so postings that came late stand where they were booked. `postings` are the newest by sequence, all that the given
 * balance includes; `complete` says that there are no earlier ones, and then the line begins with the opening balance.
 */
export function balanceLine(postings: readonly LinePosting[], balance: Long, complete: boolean): BalancePoint[] {
  const oldestOnTime = complete ? -Infinity : Math.min(...postings.filter((p) => !p.late).map(instant));
  const ordered = postings
    // Before the oldest posting that came in time there are others which were not loaded.
    .filter((posting) => instant(posting) >= oldestOnTime)
    .sort((a, b) => instant(b) - instant(a) || compare(toBigInt(b.sequence), toBigInt(a.sequence)));

  const points: BalancePoint[] = [];
  let running = toBigInt(balance);
  for (const posting of ordered) {
    points.push({ at: instant(posting), balance: running });
    running -= posting.direction === 'CREDIT' ? toBigInt(posting.amount) : -toBigInt(posting.amount);
  }
  const first = points.at(-1);
  if (complete && first) points.push({ at: first.at, balance: running });
  return points.reverse();
}

/** The balance the line shows at an instant; undefined before its beginning. */
export function balanceOn(line: readonly BalancePoint[], at: number): bigint | undefined {
  let low = 0;
  let high = line.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (line[middle]!.at <= at) low = middle + 1;
    else high = middle;
  }
  return line[low - 1]?.balance;
}

function instant(posting: LinePosting): number {
  return Date.parse(posting.bookedAt);
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
