import { Table, type TableColumnsType } from 'antd';
import { useMemo } from 'react';
import type { BranchTotalFieldsFragment, Severity } from '../graphql/generated';
import { useLocale, type Translate } from '../i18n/LocaleContext';
import { byCurrency, type CurrencyTotal } from '../lib/totals';
import { SeverityCounts } from './tags';
import { BranchLink, Money } from './values';

export interface BranchRow {
  id: string;
  name: string;
  subtreeTotals: readonly BranchTotalFieldsFragment[];
  openAlerts: readonly { severity: Severity; count: number }[];
  children?: BranchRow[];
}

function columnsOf(t: Translate, locale: string): TableColumnsType<BranchRow> {
  const perCurrency = (branch: BranchRow, value: (total: CurrencyTotal) => React.ReactNode) =>
    byCurrency(branch.subtreeTotals).map((total) => <div key={total.currency}>{value(total)}</div>);
  return [
    {
      key: 'name',
      title: t('branches.name'),
      render: (_, branch) => (
        <>
          <BranchLink branch={branch} /> <span className="faint">{branch.id}</span>
        </>
      ),
    },
    {
      key: 'accounts',
      title: t('branches.accounts'),
      align: 'right',
      width: 110,
      render: (_, branch) =>
        new Intl.NumberFormat(locale).format(branch.subtreeTotals.reduce((sum, total) => sum + total.accounts, 0)),
    },
    {
      key: 'balance',
      title: t('branches.balance'),
      align: 'right',
      width: 190,
      render: (_, branch) => perCurrency(branch, (sum) => <Money minor={sum.balance} currency={sum.currency} />),
    },
    {
      key: 'in',
      title: t('branches.creditsToday'),
      align: 'right',
      width: 170,
      render: (_, branch) => perCurrency(branch, (sum) => <Money minor={sum.credits} currency={sum.currency} />),
    },
    {
      key: 'out',
      title: t('branches.debitsToday'),
      align: 'right',
      width: 170,
      render: (_, branch) => perCurrency(branch, (sum) => <Money minor={sum.debits} currency={sum.currency} />),
    },
    {
      key: 'alerts',
      title: t('branches.openAlerts'),
      width: 190,
      render: (_, branch) => <SeverityCounts counts={branch.openAlerts} />,
    },
  ];
}

interface BranchTableProps {
  branches: BranchRow[];
  loading?: boolean;
}

/** Branches with the figures of all that is below them. */
export function BranchTable({ branches, loading }: BranchTableProps) {
  const { t, locale } = useLocale();
  const columns = useMemo(() => columnsOf(t, locale), [t, locale]);
  return (
    <Table<BranchRow>
      size="small"
      // The rows to open are known only once there are some.
      key={branches.length === 0 ? 'empty' : 'filled'}
      rowKey="id"
      columns={columns}
      dataSource={branches}
      loading={loading ?? false}
      pagination={false}
      expandable={{ defaultExpandAllRows: true }}
      scroll={{ x: 1000 }}
      locale={{ emptyText: t('branches.none') }}
      onRow={(branch) => ({ className: 'branch-row', 'data-testid': 'branch-row', 'data-branch': branch.id })}
    />
  );
}
