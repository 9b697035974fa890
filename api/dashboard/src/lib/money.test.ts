import { describe, expect, it } from 'vitest';
import { formatCompact, formatMoney, formatPlain, toDecimal, toMajor } from './money';

describe('formatMoney', () => {
  it('places the point by the currency', () => {
    expect(formatMoney(1250000, 'CNY', 'en')).toBe('¥12,500.00');
    expect(formatMoney(1250000, 'JPY', 'en')).toBe('¥1,250,000');
    expect(formatMoney(1250000, 'KWD', 'en')).toMatch(/1,250\.000$/);
    expect(formatMoney(5, 'CNY', 'zh-CN')).toBe('¥0.05');
  });

  it('keeps every digit of a 64-bit amount', () => {
    expect(formatMoney('9223372036854775807', 'CNY', 'en')).toBe('¥92,233,720,368,547,758.07');
    expect(formatPlain('-9223372036854775808', 'CNY', 'en')).toBe('-92,233,720,368,547,758.08');
  });

  it('shows an amount below one unit with its sign', () => {
    expect(formatPlain(-5, 'CNY', 'en')).toBe('-0.05');
    expect(toDecimal(-100n, 2)).toBe('-1.00');
    expect(toDecimal(0n, 0)).toBe('0');
  });

  it('shows a code that is not a currency behind the amount', () => {
    expect(formatMoney(12345, 'POINTS', 'en')).toBe('123.45 POINTS');
  });

  it('is short on an axis unless that would make its figures alike', () => {
    expect(formatCompact(1_234_560, 'CNY', 'en', 2_000_000)).toBe('¥1.2M');
    expect(formatCompact(1_234_560, 'CNY', 'en', 500)).toBe('¥1,234,560');
    expect(formatCompact(123_456_000, 'CNY', 'zh-CN', 200_000_000)).toBe('¥1.2亿');
  });

  it('gives a chart the amount in major units', () => {
    expect(toMajor(123456n, 'CNY')).toBe(1234.56);
  });
});
