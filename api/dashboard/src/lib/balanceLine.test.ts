import { describe, expect, it } from 'vitest';
import { balanceLine, balanceOn, type LinePosting } from './balanceLine';

function posting(sequence: number, minute: number, signed: number, late = false): LinePosting {
  return {
    sequence,
    direction: signed > 0 ? 'CREDIT' : 'DEBIT',
    amount: Math.abs(signed),
    bookedAt: new Date(minute * 60_000).toISOString(),
    late,
  };
}

const plain = (line: ReturnType<typeof balanceLine>) => line.map((p) => [p.at / 60_000, Number(p.balance)]);

describe('balanceLine', () => {
  it('ends with the balance now and begins with the opening balance', () => {
    const line = balanceLine([posting(3, 30, -20), posting(2, 20, 50), posting(1, 10, 100)], 1130, true);
    expect(plain(line)).toEqual([
      [10, 1000],
      [10, 1100],
      [20, 1150],
      [30, 1130],
    ]);
  });

  it('puts a late posting where it was booked', () => {
    const line = balanceLine([posting(3, 15, -20, true), posting(2, 20, 50), posting(1, 10, 100)], 130, true);
    expect(plain(line)).toEqual([
      [10, 0],
      [10, 100],
      [15, 80],
      [20, 130],
    ]);
  });

  it('drops what lies before the oldest posting that came in time when earlier ones are not loaded', () => {
    const line = balanceLine([posting(9, 5, -20, true), posting(8, 20, 50), posting(7, 10, 100)], 130, false);
    expect(plain(line)).toEqual([
      [10, 80],
      [20, 130],
    ]);
  });

  it('is exact above 2^53', () => {
    const line = balanceLine([posting(1, 10, 1)], '9007199254740993', true);
    expect(line.map((p) => p.balance)).toEqual([9007199254740992n, 9007199254740993n]);
  });

  it('is empty without postings', () => {
    expect(balanceLine([], 5, true)).toEqual([]);
    expect(balanceLine([], 5, false)).toEqual([]);
  });
});

describe('balanceOn', () => {
  const line = balanceLine([posting(2, 20, 50), posting(1, 10, 100)], 150, true);
  it('is the balance after the last posting at or before the instant', () => {
    expect(balanceOn(line, 9 * 60_000)).toBeUndefined();
    expect(balanceOn(line, 10 * 60_000)).toBe(100n);
    expect(balanceOn(line, 19 * 60_000)).toBe(100n);
    expect(balanceOn(line, 99 * 60_000)).toBe(150n);
  });
});
