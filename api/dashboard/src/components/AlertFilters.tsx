import { Button, Select, TreeSelect } from 'antd';
import { useMemo } from 'react';
import type { AlertRule, AlertState, Severity } from '../graphql/generated';
import { useLocale } from '../i18n/LocaleContext';
import { navigate, useSearch, withSearch } from '../lib/router';
import type { AlertChoice } from '../live/alertList';
import { branchTree, type BranchNode } from './branchTree';
import { severities, severityColors } from './tags';

const rules: readonly AlertRule[] = [
  'RAPID_ROUND_TRIP',
  'LUMP_IN_PIECEMEAL_OUT',
  'PIECEMEAL_IN_LUMP_OUT',
  'DORMANT_THEN_SUDDEN',
  'RECEIPTS_MISSING',
  'UNRELATED_COUNTERPARTY',
  'SELF_OPENED_THEN_LARGE',
  'FLAT_BALANCE',
  'ZERO_OR_EMPTY',
  'BALANCE_BREAK',
  'OVERDRAWN',
  'UNCLEARED_ITEM',
  'SHADOW_BREAK',
  'SELF_DEALING',
  'DUTY_CONFLICT',
  'MODEL',
];
const states: readonly AlertState[] = ['OPEN', 'ACKNOWLEDGED', 'INVESTIGATING', 'CLOSE_PROPOSED', 'CLOSED'];
const active: readonly AlertState[] = states.filter((state) => state !== 'CLOSED');

export type StateChoice = 'active' | 'all' | AlertState;
export type Change = (changes: Record<string, string>) => void;

function known<T extends string>(text: string | null, among: readonly T[]): T[] {
  const chosen = text?.split(',') ?? [];
  return among.filter((value) => chosen.includes(value));
}

/** The filters, kept in the address, so that a view can be bookmarked and sent to a colleague. */
export function useAlertChoice() {
  const search = useSearch();
  const severity = search.get('severity');
  const rule = search.get('rule');
  const branch = search.get('branch');
  const state = search.get('state');
  const stateChoice: StateChoice = state === 'all' ? 'all' : (known(state, states)[0] ?? 'active');
  const choice = useMemo<AlertChoice>(
    () => ({
      severities: known(severity, severities),
      rules: known(rule, rules),
      states: stateChoice === 'all' ? [] : stateChoice === 'active' ? active : [stateChoice],
      branch: branch ?? undefined,
    }),
    [severity, rule, branch, stateChoice],
  );
  const change: Change = (changes) => navigate(withSearch(changes), 'replace');
  return { choice, stateChoice, change };
}

interface CardsProps {
  counts: readonly { severity: Severity; count: number }[] | undefined;
  choice: AlertChoice;
  change: Change;
}

export function SeverityCards({ counts, choice, change }: CardsProps) {
  const { t, locale } = useLocale();
  const toggle = (severity: Severity) => {
    const rest = choice.severities.filter((chosen) => chosen !== severity);
    change({ severity: (rest.length < choice.severities.length ? rest : [...rest, severity]).join(',') });
  };
  return (
    <div className="cards">
      {severities.map((severity) => {
        const count = counts?.find((entry) => entry.severity === severity)?.count ?? 0;
        return (
          <button
            key={severity}
            type="button"
            className="card"
            aria-pressed={choice.severities.includes(severity)}
            title={t('alerts.filter.severity', { severity: t(`severity.${severity}`) })}
            onClick={() => toggle(severity)}
            style={{ '--severity': severityColors[severity] } as React.CSSProperties}
            data-testid={`count-${severity}`}
            data-count={count}
          >
            <span className="card-name">{t(`severity.${severity}`)}</span>
            <span className="card-count">{new Intl.NumberFormat(locale).format(count)}</span>
          </button>
        );
      })}
    </div>
  );
}

interface FiltersProps {
  choice: AlertChoice;
  stateChoice: StateChoice;
  change: Change;
  branches: readonly BranchNode[];
}

export function AlertFilters({ choice, stateChoice, change, branches }: FiltersProps) {
  const { t } = useLocale();
  const tree = useMemo(() => branchTree(branches), [branches]);
  const isFiltered =
    choice.severities.length > 0 || choice.rules.length > 0 || choice.branch !== undefined || stateChoice !== 'active';
  return (
    <div className="filters">
      <Select
        mode="multiple"
        className="filter-rule"
        placeholder={t('alerts.filter.rule')}
        aria-label={t('alerts.rule')}
        value={[...choice.rules]}
        onChange={(chosen) => change({ rule: chosen.join(',') })}
        options={rules.map((rule) => ({ value: rule, label: t(`rule.${rule}`) }))}
        optionFilterProp="label"
        maxTagCount="responsive"
        allowClear
        data-testid="filter-rule"
      />
      <Select<StateChoice>
        className="filter-state"
        aria-label={t('alerts.filter.state')}
        value={stateChoice}
        onChange={(chosen) => change({ state: chosen === 'active' ? '' : chosen })}
        options={[
          { value: 'active', label: t('alerts.state.active') },
          ...states.map((state) => ({ value: state, label: t(`state.${state}`) })),
          { value: 'all', label: t('alerts.state.all') },
        ]}
        data-testid="filter-state"
      />
      <TreeSelect
        className="filter-branch"
        placeholder={t('alerts.filter.branch')}
        aria-label={t('alerts.branch')}
        value={choice.branch}
        onChange={(chosen: string | undefined) => change({ branch: chosen ?? '' })}
        treeData={tree}
        treeDefaultExpandAll
        showSearch={{ treeNodeFilterProp: 'title' }}
        allowClear
        data-testid="filter-branch"
      />
      {isFiltered && (
        <Button
          type="link"
          onClick={() => change({ severity: '', rule: '', state: '', branch: '' })}
          data-testid="clear-filters"
        >
          {t('alerts.clear')}
        </Button>
      )}
    </div>
  );
}
