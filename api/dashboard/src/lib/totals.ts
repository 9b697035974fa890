import { toBigInt, type Long } from './longJson';

interface Total {
  currency: string;
  balance: Long;
  accounts: number;
  debitsToday: Long;
  creditsToday: Long;
}

export interface CurrencyTotal {
  currency: string;
  balance: bigint;
  accounts: number;
  debits: bigint;
  credits: bigint;
}

/** Totals of several kinds added up, one for each currency; sums may pass 64 bits. */
export function byCurrency(totals: readonly Total[]): CurrencyTotal[] {
  const sums = new Map<string, CurrencyTotal>();
  for (const total of totals) {
    const { currency } = total;
    const sum = sums.get(currency) ?? { currency, balance: 0n, accounts: 0, debits: 0n, credits: 0n };
    sums.set(currency, {
      currency,
      balance: sum.balance + toBigInt(total.balance),
      accounts: sum.accounts + total.accounts,
      debits: sum.debits + toBigInt(total.debitsToday),
      credits: sum.credits + toBigInt(total.creditsToday),
    });
  }
  return [...sums.values()].sort((a, b) => (a.currency < b.currency ? -1 : 1));
}
