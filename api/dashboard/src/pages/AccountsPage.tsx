import { Input, Select, Table, TreeSelect, type TableColumnsType } from 'antd';
import { useDeferredValue, useMemo } from 'react';
import { ErrorBox } from '../components/Answer';
import { branchTree } from '../components/branchTree';
import { Pager } from '../components/PostingsTable';
import { ClassTag } from '../components/tags';
import { AccountLink, BranchLink, Instant, Money } from '../components/values';
import {
  AccountsDocument,
  BranchTreeDocument,
  type AccountFilter,
  type AccountKind,
  type AccountsQuery,
  type ReconciliationClass,
} from '../graphql/generated';
import { useQuery } from '../graphql/useQuery';
import { useLocale, type Translate } from '../i18n/LocaleContext';
import { navigate, paths, useSearch, withSearch } from '../lib/router';
import { usePages } from '../lib/usePages';

const PAGE = 20;
const kinds: readonly AccountKind[] = ['CORPORATE_CURRENT', 'PERSONAL_SAVINGS', 'LOAN', 'SHARE_CAPITAL', 'INTERNAL'];
const classes: readonly ReconciliationClass[] = ['MONITORED', 'WATCH', 'NORMAL'];

type Row = AccountsQuery['accounts']['edges'][number]['node'];

function columnsOf(t: Translate): TableColumnsType<Row> {
  return [
    { key: 'id', title: t('accounts.id'), render: (_, account) => <AccountLink id={account.id} /> },
    { key: 'kind', title: t('branch.kind'), render: (_, account) => t(`kind.${account.kind}`) },
    { key: 'branch', title: t('account.branch'), render: (_, account) => <BranchLink branch={account.branch} /> },
    {
      key: 'balance',
      title: t('account.balance'),
      align: 'right',
      render: (_, account) => <Money minor={account.balance} currency={account.currency} />,
    },
    { key: 'class', title: t('account.class'), render: (_, account) => <ClassTag value={account.class} /> },
    { key: 'risk', title: t('account.risk'), align: 'right', render: (_, account) => account.riskScore.toFixed(3) },
    {
      key: 'alerts',
      title: t('branches.openAlerts'),
      align: 'right',
      render: (_, account) => account.openAlerts || <span className="faint">–</span>,
    },
    {
      key: 'last',
      title: t('account.lastMovement'),
      render: (_, account) => (account.lastMovement ? <Instant at={account.lastMovement} /> : t('account.never')),
    },
  ];
}

/** The filter in the address, as the server takes it. */
function useAccountFilter() {
  const search = useSearch();
  const prefix = search.get('prefix') ?? '';
  const kind = kinds.find((known) => known === search.get('kind'));
  const inClass = classes.find((known) => known === search.get('class'));
  const branch = search.get('branch') ?? undefined;
  const filter = useMemo<AccountFilter>(
    () => ({
      ...(prefix && { idPrefix: prefix }),
      ...(kind && { kinds: [kind] }),
      ...(inClass && { classes: [inClass] }),
      ...(branch && { branch }),
    }),
    [prefix, kind, inClass, branch],
  );
  return { prefix, kind, inClass, branch, filter };
}

export function AccountsPage() {
  const { t, locale } = useLocale();
  const { prefix, kind, inClass, branch, filter } = useAccountFilter();
  const deferred = useDeferredValue(filter);
  const pages = usePages(JSON.stringify(deferred));
  const query = useQuery(AccountsDocument, { filter: deferred, first: PAGE, after: pages.after });
  const tree = useQuery(BranchTreeDocument, {}).data?.branches;
  const accounts = query.data?.accounts;
  const change = (changes: Record<string, string>) => navigate(withSearch(changes), 'replace');
  const columns = useMemo(() => columnsOf(t), [t]);
  return (
    <>
      <div className="title-line">
        <h1>{t('accounts.title')}</h1>
        <span className="faint">{accounts && new Intl.NumberFormat(locale).format(accounts.totalCount)}</span>
      </div>
      <div className="filters">
        <Input
          className="filter-rule"
          allowClear
          placeholder={t('accounts.prefix')}
          aria-label={t('accounts.prefix')}
          value={prefix}
          onChange={(event) => change({ prefix: event.target.value.trim() })}
          data-testid="filter-prefix"
        />
        <Select
          className="filter-state"
          allowClear
          placeholder={t('accounts.kind')}
          aria-label={t('branch.kind')}
          value={kind}
          onChange={(chosen) => change({ kind: chosen ?? '' })}
          options={kinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
        />
        <Select
          className="filter-state"
          allowClear
          placeholder={t('accounts.class')}
          aria-label={t('account.class')}
          value={inClass}
          onChange={(chosen) => change({ class: chosen ?? '' })}
          options={classes.map((value) => ({ value, label: t(`class.${value}`) }))}
        />
        <TreeSelect
          className="filter-branch"
          allowClear
          placeholder={t('accounts.branch')}
          aria-label={t('account.branch')}
          value={branch}
          onChange={(chosen: string | undefined) => change({ branch: chosen ?? '' })}
          treeData={branchTree(tree ?? [])}
          treeDefaultExpandAll
          showSearch={{ treeNodeFilterProp: 'title' }}
        />
      </div>
      {query.error && <ErrorBox error={query.error} retry={query.refetch} />}
      <div className="panel">
        <Table<Row>
          size="small"
          rowKey="id"
          columns={columns}
          dataSource={accounts?.edges.map((edge) => edge.node) ?? []}
          loading={query.loading && !accounts}
          pagination={false}
          scroll={{ x: 1000 }}
          locale={{ emptyText: t('accounts.none') }}
          onRow={(account) => ({
            'data-testid': 'account-row',
            'data-account': account.id,
            className: 'clickable',
            onClick: (event) => {
              if (!(event.target as HTMLElement).closest('a')) navigate(paths.account(account.id));
            },
          })}
        />
        <Pager
          newer={pages.back}
          older={pages.forward(accounts?.pageInfo)}
          newerText={t('page.previous')}
          olderText={t('page.next')}
        />
      </div>
    </>
  );
}
