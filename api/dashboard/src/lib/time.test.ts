import { describe, expect, it } from 'vitest';
import { formatClock, formatDuration, formatInstant } from './time';

describe('formatInstant', () => {
  it('shows the bank’s wall clock, wherever the reader is', () => {
    expect(formatInstant('2026-11-22T00:15:30Z', 'Asia/Shanghai')).toBe('2026-11-22 08:15:30');
    expect(formatInstant('2026-11-22T23:59:59+08:00', 'Asia/Shanghai')).toBe('2026-11-22 23:59:59');
    expect(formatClock('2026-11-22T00:15:30Z', 'Asia/Shanghai')).toBe('08:15:30');
  });
});

describe('formatDuration', () => {
  it('has at most two units', () => {
    expect(formatDuration(12_000, 'en')).toBe('12 sec');
    expect(formatDuration(0, 'en')).toBe('0 sec');
    expect(formatDuration(-5, 'en')).toBe('0 sec');
    expect(formatDuration((3 * 60 + 20) * 60_000 + 5_000, 'en')).toBe('3 hr 20 min');
    expect(formatDuration(2 * 24 * 3_600_000, 'en')).toBe('2 days');
    expect(formatDuration(90_000, 'en')).toBe('1 min');
    expect(formatDuration(5_400_000, 'zh-CN')).toMatch(/^1\s?小时 30\s?分钟$/);
  });
});
