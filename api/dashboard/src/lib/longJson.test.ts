import { describe, expect, it } from 'vitest';
import { parseLongSafe, quoteBigIntegers, toBigInt } from './longJson';

describe('parseLongSafe', () => {
  it('keeps every digit of the largest and smallest 64-bit integers', () => {
    const parsed = parseLongSafe<{ max: string; min: string }>(
      '{"max":9223372036854775807,"min":-9223372036854775808}',
    );
    expect(toBigInt(parsed.max)).toBe(9223372036854775807n);
    expect(toBigInt(parsed.min)).toBe(-9223372036854775808n);
  });

  it('leaves integers a double holds exactly as numbers', () => {
    expect(parseLongSafe('[9007199254740991,-9007199254740991,0,1250000]')).toEqual([
      9007199254740991, -9007199254740991, 0, 1250000,
    ]);
    expect(parseLongSafe('[9007199254740993]')).toEqual(['9007199254740993']);
  });

  it('does not touch digits inside strings, also behind escaped quotes', () => {
    const json =
      '{"id":"6217000000000001234","note":"say \\"9007199254740993\\", twice: 9007199254740993","tail\\\\":1}';
    expect(quoteBigIntegers(json)).toBe(json);
  });

  it('leaves fractions and exponents to be numbers', () => {
    expect(parseLongSafe('{"score":0.12345678901234567890,"e":1.5e3}')).toEqual({
      score: 0.123456789012345678,
      e: 1500,
    });
  });

  it('reads a string of a million characters', () => {
    const json = JSON.stringify({ text: 'a"\\'.repeat(300_000), amount: 1 });
    expect(parseLongSafe<{ amount: number }>(json).amount).toBe(1);
  });
});
