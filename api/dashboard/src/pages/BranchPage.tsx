import { Card, Table } from 'antd';
import { useMemo } from 'react';
import { AlertTable } from '../components/AlertTable';
import { Answer } from '../components/Answer';
import { BranchTable } from '../components/BranchTable';
import { SeverityCounts } from '../components/tags';
import { BranchLink, Instant, Money } from '../components/values';
import { BranchDocument, type BranchQuery, type BranchTotalFieldsFragment } from '../graphql/generated';
import { useQuery } from '../graphql/useQuery';
import { useLocale } from '../i18n/LocaleContext';
import { Link, paths } from '../lib/router';
import { byCurrency } from '../lib/totals';
import { useOnAlert } from '../live/LiveContext';

const POLL_MS = 3_000;
const ALERTS = 50;

type Branch = NonNullable<BranchQuery['branch']>;

export function BranchPage({ id }: { id: string }) {
  const query = useQuery(BranchDocument, { id, alerts: ALERTS }, { pollMs: POLL_MS });
  // Which branches lie below is the server's knowledge; any alert may concern this one.
  useOnAlert(() => true, query.refetch);
  return (
    <Answer query={query} part={(data) => data.branch} id={id}>
      {(branch) => <Content branch={branch} />}
    </Answer>
  );
}

function Content({ branch }: { branch: Branch }) {
  const { t, locale } = useLocale();
  const alerts = useMemo(() => branch.alerts.edges.map((edge) => edge.node), [branch.alerts]);
  return (
    <div className="account-page" data-testid="branch-page" data-branch={branch.id}>
      <Head branch={branch} />
      <Card size="small" title={t('branch.own')}>
        <OwnTotals totals={branch.totals} locale={locale} />
      </Card>
      {branch.children.length > 0 && (
        <Card size="small" title={t('branch.children')} extra={t('branches.withChildren')}>
          <BranchTable branches={branch.children} />
        </Card>
      )}
      {branch.settlementAccounts.length > 0 && (
        <Card size="small" title={t('branch.settlement')}>
          <Settlement accounts={branch.settlementAccounts} />
        </Card>
      )}
      <Card
        size="small"
        title={t('branch.alerts')}
        extra={new Intl.NumberFormat(locale).format(branch.alerts.totalCount)}
      >
        <AlertTable rows={alerts} empty={t('branch.noAlerts')} />
      </Card>
    </div>
  );
}

function Head({ branch }: { branch: Branch }) {
  const { t } = useLocale();
  return (
    <Card size="small" className="account-head">
      <div className="head-line">
        <div>
          <small className="faint">{t('branch.title')}</small>
          <h1 data-testid="branch-name">{branch.name || branch.id}</h1>
          <div className="head-tags">
            <span className="number faint">{branch.id}</span>
            {branch.parent && (
              <>
                <span className="faint">{t('branch.parent')}</span> <BranchLink branch={branch.parent} />
              </>
            )}
            <SeverityCounts counts={branch.openAlerts} />
          </div>
        </div>
        <span className="grow" />
        {byCurrency(branch.subtreeTotals).map((sum) => (
          <div key={sum.currency} className="head-balance">
            <small className="faint">{t('branch.total')}</small>
            <div
              className="balance"
              data-testid="branch-balance"
              data-minor={String(sum.balance)}
              data-currency={sum.currency}
            >
              <Money minor={sum.balance} currency={sum.currency} />
            </div>
            <small className="faint">
              {t('branches.creditsToday')} <Money minor={sum.credits} currency={sum.currency} /> ·{' '}
              {t('branches.debitsToday')} <Money minor={sum.debits} currency={sum.currency} />
            </small>
          </div>
        ))}
      </div>
    </Card>
  );
}

function OwnTotals({ totals, locale }: { totals: readonly BranchTotalFieldsFragment[]; locale: string }) {
  const { t } = useLocale();
  return (
    <Table<BranchTotalFieldsFragment>
      size="small"
      rowKey={(total) => total.kind + total.currency}
      dataSource={totals as BranchTotalFieldsFragment[]}
      pagination={false}
      locale={{ emptyText: t('branch.noAccounts') }}
      columns={[
        { key: 'kind', title: t('branch.kind'), render: (_, total) => t(`kind.${total.kind}`) },
        { key: 'currency', title: t('branch.currency'), dataIndex: 'currency' },
        {
          key: 'accounts',
          title: t('branches.accounts'),
          align: 'right',
          render: (_, total) => new Intl.NumberFormat(locale).format(total.accounts),
        },
        {
          key: 'balance',
          title: t('branches.balance'),
          align: 'right',
          render: (_, total) => <Money minor={total.balance} currency={total.currency} />,
        },
        {
          key: 'in',
          title: t('branches.creditsToday'),
          align: 'right',
          render: (_, total) => <Money minor={total.creditsToday} currency={total.currency} />,
        },
        {
          key: 'out',
          title: t('branches.debitsToday'),
          align: 'right',
          render: (_, total) => <Money minor={total.debitsToday} currency={total.currency} />,
        },
      ]}
      onRow={(total) => ({ className: 'total-row', 'data-testid': 'branch-total', 'data-kind': total.kind })}
    />
  );
}

function Settlement({ accounts }: { accounts: Branch['settlementAccounts'] }) {
  const { t } = useLocale();
  return (
    <Table<Branch['settlementAccounts'][number]>
      size="small"
      rowKey="id"
      dataSource={accounts}
      pagination={false}
      columns={[
        {
          key: 'id',
          title: t('accounts.id'),
          render: (_, account) => (
            <Link to={paths.settlementAccount(account.id)} className="number">
              {account.id}
            </Link>
          ),
        },
        { key: 'kind', title: t('branch.kind'), render: (_, account) => t(`settlementKind.${account.kind}`) },
        {
          key: 'balance',
          title: t('branches.balance'),
          align: 'right',
          render: (_, account) => <Money minor={account.balance} currency={account.currency} />,
        },
        {
          key: 'last',
          title: t('account.lastMovement'),
          render: (_, account) => <Instant at={account.lastMovement} />,
        },
      ]}
    />
  );
}
