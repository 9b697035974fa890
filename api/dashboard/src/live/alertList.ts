import type { AlertFilter, AlertRowFragment } from '../graphql/generated';
import { toBigInt } from '../lib/longJson';

export type AlertRow = AlertRowFragment;

/** What the reader lets through; empty means everything. */
export interface AlertChoice {
  severities: readonly AlertRow['severity'][];
  rules: readonly AlertRow['rule'][];
  states: readonly AlertRow['state'][];
  branch: string | undefined;
}

export const everything: AlertChoice = { severities: [], rules: [], states: [], branch: undefined };

export function toFilter(choice: AlertChoice): AlertFilter {
  return {
    ...(choice.severities.length > 0 && { severities: [...choice.severities] }),
    ...(choice.rules.length > 0 && { rules: [...choice.rules] }),
    ...(choice.states.length > 0 && { states: [...choice.states] }),
    ...(choice.branch !== undefined && { branch: choice.branch }),
  };
}

/** The same decision as the server's filter; `branches` are the chosen branch and those below it. */
export function passes(alert: AlertRow, choice: AlertChoice, branches: ReadonlySet<string> | undefined): boolean {
  return (
    (choice.severities.length === 0 || choice.severities.includes(alert.severity)) &&
    (choice.rules.length === 0 || choice.rules.includes(alert.rule)) &&
    (choice.states.length === 0 || choice.states.includes(alert.state)) &&
    (choice.branch === undefined || (branches ?? new Set([choice.branch])).has(alert.branch.id))
  );
}

/** Newest first; of the same instant, the same order everywhere. */
export function newestFirst(a: AlertRow, b: AlertRow): number {
  return Date.parse(b.raisedAt) - Date.parse(a.raisedAt) || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);
}

export function isNewer(a: AlertRow, b: AlertRow): boolean {
  return toBigInt(a.version) > toBigInt(b.version);
}

export interface MergeRules {
  accepts: (alert: AlertRow) => boolean;
  /** True when the list holds everything down to the oldest alert there is; else older ones wait on the server. */
  complete: boolean;
  /** Rows kept; the oldest beyond it are let go and come back by paging. */
  limit: number;
}

export interface Merged {
  rows: AlertRow[];
  /** Ids that were not in the list before. */
  added: string[];
  /** True when rows were let go at the end. */
  cut: boolean;
}

/**
 * A list with what has arrived put in: one row an alert, the newest version of each, newest first. An alert that no longer passes
 * leaves; one older than the end of an incomplete list stays out, because paging will bring it.
 */
export function merge(rows: readonly AlertRow[], arrived: Iterable<AlertRow>, rules: MergeRules): Merged {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const oldest = rows.at(-1);
  const added: string[] = [];
  let moved = false;
  for (const alert of arrived) {
    const known = byId.get(alert.id);
    if (known && !isNewer(alert, known)) continue;
    if (!rules.accepts(alert)) {
      byId.delete(alert.id);
    } else if (known) {
      moved ||= known.raisedAt !== alert.raisedAt;
      byId.set(alert.id, alert);
    } else if (rules.complete || !oldest || newestFirst(alert, oldest) < 0) {
      added.push(alert.id);
      byId.set(alert.id, alert);
    }
  }
  const merged = [...byId.values()];
  if (moved || added.length > 0) merged.sort(newestFirst);
  const cut = merged.length > rules.limit;
  return { rows: cut ? merged.slice(0, rules.limit) : merged, added, cut };
}

/** The chosen branch and every branch below it. */
export function subtree(branches: readonly { id: string; parent: { id: string } | null }[], root: string): Set<string> {
  const found = new Set([root]);
  for (let size = 0; size !== found.size;) {
    size = found.size;
    for (const branch of branches) if (branch.parent && found.has(branch.parent.id)) found.add(branch.id);
  }
  return found;
}
