import { expect, it } from 'vitest';
import { byCurrency } from './totals';

const total = (currency: string, balance: number | string) => ({
  currency,
  balance,
  accounts: 2,
  debitsToday: 5,
  creditsToday: 7,
});

it('adds up what is in the same currency and nothing else, beyond 64 bits too', () => {
  const sums = byCurrency([total('USD', 1), total('CNY', '9223372036854775807'), total('CNY', '9223372036854775807')]);
  expect(sums).toEqual([
    { currency: 'CNY', balance: 18446744073709551614n, accounts: 4, debits: 10n, credits: 14n },
    { currency: 'USD', balance: 1n, accounts: 2, debits: 5n, credits: 7n },
  ]);
});
