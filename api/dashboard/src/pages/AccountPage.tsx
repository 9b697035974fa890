import { Card, Skeleton, Tag } from 'antd';
import { lazy, Suspense, useMemo } from 'react';
import { AlertTable } from '../components/AlertTable';
import { Answer, ErrorBox } from '../components/Answer';
import { FlowCard } from '../components/FlowCard';
import { PostingsTable } from '../components/PostingsTable';
import { ClassTag } from '../components/tags';
import { BranchLink, Instant, Money } from '../components/values';
import {
  AccountDocument,
  AccountHistoryDocument,
  AccountPostingsDocument,
  type AccountQuery,
} from '../graphql/generated';
import { useQuery } from '../graphql/useQuery';
import { useLocale } from '../i18n/LocaleContext';
import { balanceLine } from '../lib/balanceLine';
import type { Long } from '../lib/longJson';
import { usePages } from '../lib/usePages';
import { useFollow } from '../lib/useFollow';
import { useOnAlert } from '../live/LiveContext';

/** A balance has no push of its own: it is read this often, ms, while the page is seen. */
const POLL_MS = 3_000;
/** Postings drawn in the chart; the most a server gives at once. */
const CHART_POSTINGS = 500;
const PAGE = 20;
const ALERTS = 50;

const BalanceChart = lazy(() => import('../components/BalanceChart'));

type Account = NonNullable<AccountQuery['account']>;

export function AccountPage({ id }: { id: string }) {
  const query = useQuery(AccountDocument, { id, alerts: ALERTS }, { pollMs: POLL_MS });
  useOnAlert((alert) => alert.account?.id === id, query.refetch, 300);
  return (
    <Answer query={query} part={(data) => data.account} id={id}>
      {(account) => <Content account={account} />}
    </Answer>
  );
}

function Content({ account }: { account: Account }) {
  const { t, locale } = useLocale();
  const alerts = useMemo(() => account.alerts.edges.map((edge) => edge.node), [account.alerts]);
  return (
    <div className="account-page" data-testid="account-page" data-sequence={String(account.sequence)}>
      <Head account={account} />
      <div className="columns">
        <FlowCard title={t('account.today')} flow={account.today} currency={account.currency} testId="flow-today" />
        <FlowCard
          title={t('account.thisMonth')}
          flow={account.thisMonth}
          currency={account.currency}
          testId="flow-month"
        />
        <Facts account={account} />
      </div>
      <Chart id={account.id} sequence={account.sequence} alerts={alerts} currency={account.currency} />
      <Card size="small" title={t('account.alerts')} extra={t('account.openAlerts', { count: account.openAlerts })}>
        <AlertTable rows={alerts} withSubject={false} empty={t('account.noAlerts')} />
      </Card>
      <Card
        size="small"
        title={t('account.postings')}
        extra={t('account.postingCount', {
          count: new Intl.NumberFormat(locale).format(BigInt(account.postingCount)),
        })}
      >
        <Postings id={account.id} sequence={account.sequence} currency={account.currency} />
      </Card>
    </div>
  );
}

function Head({ account }: { account: Account }) {
  const { t } = useLocale();
  return (
    <Card size="small" className="account-head">
      <div className="head-line">
        <div>
          <small className="faint">{t('account.title')}</small>
          <h1 className="number" data-testid="account-id">
            {account.id}
          </h1>
          <div className="head-tags">
            <Tag variant="filled" data-testid="account-kind">
              {t(`kind.${account.kind}`)}
            </Tag>
            <ClassTag value={account.class} />
            <span className="faint">{t('account.branch')}</span> <BranchLink branch={account.branch} />
          </div>
        </div>
        <span className="grow" />
        <div className="head-balance">
          <small className="faint">{t('account.balance')}</small>
          <div
            className="balance"
            data-testid="account-balance"
            data-minor={String(account.balance)}
            data-currency={account.currency}
          >
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

function Facts({ account }: { account: Account }) {
  const { t } = useLocale();
  return (
    <Card size="small">
      <dl className="facts two">
        <div>
          <dt>{t('account.risk')}</dt>
          <dd data-testid="risk-score">
            <span className="risk" aria-hidden="true">
              <span style={{ width: `${Math.round(account.riskScore * 100)}%` }} />
            </span>
            {account.riskScore.toFixed(3)}
          </dd>
        </div>
        <div>
          <dt>{t('account.modelScore')}</dt>
          <dd data-testid="model-score">
            {account.modelScore === null ? (
              <span className="faint">{t('account.modelNone')}</span>
            ) : (
              account.modelScore.toFixed(3)
            )}
            {account.modelVersion && (
              <span className="faint"> · {t('alert.modelVersion', { version: account.modelVersion })}</span>
            )}
          </dd>
        </div>
        <div>
          <dt>{t('account.average')}</dt>
          <dd>
            {account.monthAverageBalance === null ? (
              '–'
            ) : (
              <Money minor={account.monthAverageBalance} currency={account.currency} />
            )}
          </dd>
        </div>
        <div>
          <dt>{t('account.lastCustomerMovement')}</dt>
          <dd>{account.lastCustomerMovement ? <Instant at={account.lastCustomerMovement} /> : t('account.never')}</dd>
        </div>
        <div>
          <dt>{t('account.openedAt')}</dt>
          <dd>
            {account.openedAt ? <Instant at={account.openedAt} /> : t('account.unknown')}
            {account.openedBy && <span className="faint"> · {t(`openedBy.${account.openedBy}`)}</span>}
          </dd>
        </div>
      </dl>
    </Card>
  );
}

interface ChartProps {
  id: string;
  sequence: Long;
  alerts: Parameters<typeof BalanceChart>[0]['alerts'];
  currency: string;
}

function Chart({ id, sequence, alerts, currency }: ChartProps) {
  const { t } = useLocale();
  const query = useQuery(AccountHistoryDocument, { id, first: CHART_POSTINGS });
  const account = query.data?.account;
  useFollow(sequence, account?.sequence, query.loading, query.refetch);
  const line = useMemo(() => {
    if (!account) return [];
    const { edges, pageInfo } = account.postings;
    return balanceLine(
      edges.map((edge) => edge.node),
      account.balance,
      !pageInfo.hasNextPage,
    );
  }, [account]);
  const total = account?.postings.totalCount ?? 0;
  const skeleton = <Skeleton active paragraph={{ rows: 6 }} />;
  return (
    <Card
      size="small"
      title={t('account.chart')}
      extra={
        account?.postings.pageInfo.hasNextPage && (
          <span className="faint">{t('account.chartPart', { count: CHART_POSTINGS, total })}</span>
        )
      }
    >
      {query.error && !account ? (
        <ErrorBox error={query.error} retry={query.refetch} />
      ) : account ? (
        <Suspense fallback={skeleton}>
          <BalanceChart line={line} alerts={alerts} currency={currency} />
        </Suspense>
      ) : (
        skeleton
      )}
    </Card>
  );
}

function Postings({ id, sequence, currency }: { id: string; sequence: Long; currency: string }) {
  const pages = usePages(id);
  const query = useQuery(AccountPostingsDocument, { id, first: PAGE, after: pages.after });
  const postings = query.data?.account?.postings;
  const newest = postings?.edges[0]?.node.sequence;
  useFollow(sequence, pages.isFirst ? newest : sequence, query.loading, query.refetch);
  if (query.error && !postings) return <ErrorBox error={query.error} retry={query.refetch} />;
  return (
    <PostingsTable
      postings={postings?.edges.map((edge) => edge.node) ?? []}
      currency={currency}
      loading={query.loading && !postings}
      pager={{ newer: pages.back, older: pages.forward(postings?.pageInfo) }}
    />
  );
}
