import { describe, expect, it } from 'vitest';
import { everything, merge, passes, subtree, toFilter, type AlertRow, type MergeRules } from './alertList';

function alert(id: string, minute: number, version = 1, over: Partial<AlertRow> = {}): AlertRow {
  return {
    id,
    cursor: `c${version}`,
    version,
    rule: 'OVERDRAWN',
    severity: 'MEDIUM',
    state: 'OPEN',
    outcome: null,
    raisedAt: new Date(minute * 60_000).toISOString(),
    eventAt: new Date(minute * 60_000).toISOString(),
    dueAt: null,
    level: 0,
    assignee: null,
    evidenceCount: 1,
    account: { id: 'A' },
    settlementAccount: null,
    branch: { id: 'B001', name: 'One' },
    reasons: [],
    ...over,
  };
}

const all: MergeRules = { accepts: () => true, complete: true, limit: 100 };
const ids = (rows: AlertRow[]) => rows.map((row) => row.id);

describe('merge', () => {
  it('keeps one row an alert, newest first', () => {
    const merged = merge([alert('b', 2), alert('a', 1)], [alert('c', 3), alert('b', 2), alert('c', 3)], all);
    expect(ids(merged.rows)).toEqual(['c', 'b', 'a']);
    expect(merged.added).toEqual(['c']);
  });

  it('keeps the newer version whichever comes first', () => {
    const newer = alert('a', 1, 3, { state: 'ACKNOWLEDGED' });
    expect(merge([alert('a', 1, 2)], [newer], all).rows[0]?.state).toBe('ACKNOWLEDGED');
    expect(merge([newer], [alert('a', 1, 2)], all).rows[0]?.state).toBe('ACKNOWLEDGED');
    expect(merge([], [newer, alert('a', 1, 2)], all).rows[0]?.state).toBe('ACKNOWLEDGED');
  });

  it('compares versions beyond 2^53', () => {
    const newer = { ...alert('a', 1, 0, { state: 'CLOSED' }), version: '9007199254740993' };
    const older = { ...alert('a', 1), version: '9007199254740992' };
    expect(merge([older], [newer], all).rows[0]?.state).toBe('CLOSED');
  });

  it('lets an alert go that no longer passes', () => {
    const open = { ...all, accepts: (row: AlertRow) => row.state === 'OPEN' };
    expect(merge([alert('a', 1)], [alert('a', 1, 2, { state: 'CLOSED' })], open).rows).toEqual([]);
  });

  it('leaves what is older than the end of an incomplete list to paging', () => {
    const rows = [alert('c', 3), alert('b', 2)];
    expect(ids(merge(rows, [alert('a', 1)], { ...all, complete: false }).rows)).toEqual(['c', 'b']);
    expect(ids(merge(rows, [alert('a', 1)], all).rows)).toEqual(['c', 'b', 'a']);
  });

  it('never keeps more rows than the limit, and says so', () => {
    const many = Array.from({ length: 5000 }, (_, i) => alert(`n${i}`, i));
    const merged = merge([], many, { ...all, limit: 1000 });
    expect(merged.rows).toHaveLength(1000);
    expect(merged.rows[0]?.id).toBe('n4999');
    expect(merged.cut).toBe(true);
  });
});

describe('passes and toFilter', () => {
  const branches = [
    { id: 'HQ', parent: null },
    { id: 'B001', parent: { id: 'HQ' } },
    { id: 'B001-1', parent: { id: 'B001' } },
    { id: 'B002', parent: { id: 'HQ' } },
  ];

  it('lets everything through when nothing is chosen', () => {
    expect(passes(alert('a', 1), everything, undefined)).toBe(true);
    expect(toFilter(everything)).toEqual({});
  });

  it('includes the branches below the chosen one', () => {
    const choice = { ...everything, branch: 'B001' };
    const below = subtree(branches, 'B001');
    expect([...below].sort()).toEqual(['B001', 'B001-1']);
    expect(passes(alert('a', 1, 1, { branch: { id: 'B001-1', name: '' } }), choice, below)).toBe(true);
    expect(passes(alert('a', 1, 1, { branch: { id: 'B002', name: '' } }), choice, below)).toBe(false);
    expect(toFilter(choice)).toEqual({ branch: 'B001' });
  });

  it('wants every chosen property', () => {
    const choice = { ...everything, severities: ['HIGH'] as const, rules: ['OVERDRAWN'] as const };
    expect(passes(alert('a', 1), choice, undefined)).toBe(false);
    expect(passes(alert('a', 1, 1, { severity: 'HIGH' }), choice, undefined)).toBe(true);
  });
});
