import { Card, Table, Tag } from 'antd';
import { useMemo } from 'react';
import { AlertTable } from '../components/AlertTable';
import { Answer } from '../components/Answer';
import { FlowCard } from '../components/FlowCard';
import { PostingsTable } from '../components/PostingsTable';
import { BranchLink, Instant, Money } from '../components/values';
import { SettlementAccountDocument, type SettlementAccountQuery } from '../graphql/generated';
import { useQuery } from '../graphql/useQuery';
import { useLocale } from '../i18n/LocaleContext';
import { usePages } from '../lib/usePages';
import { useOnAlert } from '../live/LiveContext';

const POLL_MS = 3_000;
const PAGE = 20;

type Settlement = NonNullable<SettlementAccountQuery['settlementAccount']>;
type Item = Settlement['openItems']['edges'][number]['node'];

export function SettlementAccountPage({ id }: { id: string }) {
  const pages = usePages(id);
  const query = useQuery(SettlementAccountDocument, { id, first: PAGE, after: pages.after }, { pollMs: POLL_MS });
  useOnAlert((alert) => alert.settlementAccount?.id === id, query.refetch, 300);
  return (
    <Answer query={query} part={(data) => data.settlementAccount} id={id}>
      {(account) => (
        <Content account={account} pager={{ newer: pages.back, older: pages.forward(account.postings.pageInfo) }} />
      )}
    </Answer>
  );
}

interface ContentProps {
  account: Settlement;
  pager: NonNullable<Parameters<typeof PostingsTable>[0]['pager']>;
}

function Content({ account, pager }: ContentProps) {
  const { t, locale } = useLocale();
  const alerts = useMemo(() => account.alerts.edges.map((edge) => edge.node), [account.alerts]);
  return (
    <div className="account-page" data-testid="settlement-page">
      <Head account={account} />
      <div className="columns">
        <FlowCard title={t('account.today')} flow={account.today} currency={account.currency} testId="flow-today" />
        <Card size="small" className="wide" title={t('settlement.openItems')} extra={account.openItems.totalCount}>
          <Items items={account.openItems.edges.map((edge) => edge.node)} currency={account.currency} />
        </Card>
      </div>
      <Card size="small" title={t('account.alerts')}>
        <AlertTable rows={alerts} withSubject={false} empty={t('account.noAlerts')} />
      </Card>
      <Card
        size="small"
        title={t('account.postings')}
        extra={t('account.postingCount', {
          count: new Intl.NumberFormat(locale).format(BigInt(account.postingCount)),
        })}
      >
        <PostingsTable
          postings={account.postings.edges.map((edge) => edge.node)}
          currency={account.currency}
          pager={pager}
        />
      </Card>
    </div>
  );
}

function Head({ account }: { account: Settlement }) {
  const { t } = useLocale();
  return (
    <Card size="small" className="account-head">
      <div className="head-line">
        <div>
          <small className="faint">{t('settlement.title')}</small>
          <h1 className="number">{account.id}</h1>
          <div className="head-tags">
            <Tag variant="filled">{t(`settlementKind.${account.kind}`)}</Tag>
            <span className="faint">{t('account.branch')}</span> <BranchLink branch={account.branch} />
          </div>
        </div>
        <span className="grow" />
        <div className="head-balance">
          <small className="faint">{t('account.balance')}</small>
          <div className="balance" data-testid="account-balance" data-minor={String(account.balance)}>
            <Money minor={account.balance} currency={account.currency} />
          </div>
          <small className="faint">
            {account.currency} · {t('account.asOf', { sequence: String(account.sequence) })}
          </small>
        </div>
      </div>
    </Card>
  );
}

function Items({ items, currency }: { items: Item[]; currency: string }) {
  const { t } = useLocale();
  return (
    <Table<Item>
      size="small"
      rowKey={(item) => `${item.trace} ${item.bookedAt}`}
      dataSource={items}
      pagination={false}
      locale={{ emptyText: t('settlement.noItems') }}
      columns={[
        { key: 'trace', title: t('settlement.trace'), dataIndex: 'trace' },
        { key: 'at', title: t('posting.bookedAt'), render: (_, item) => <Instant at={item.bookedAt} /> },
        {
          key: 'amount',
          title: t('posting.amount'),
          align: 'right',
          render: (_, item) => <Money minor={item.amount} currency={currency} />,
        },
        {
          key: 'state',
          title: t('alerts.state'),
          render: (_, item) => <Tag variant="filled">{t(`item.${item.state}`)}</Tag>,
        },
      ]}
    />
  );
}
