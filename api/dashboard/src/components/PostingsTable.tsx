import { Button, Table, Tag, Tooltip, type TableColumnsType } from 'antd';
import { useMemo } from 'react';
import type { EvidencePostingFragment } from '../graphql/generated';
import { useLocale, type Translate } from '../i18n/LocaleContext';
import { AccountLink, Instant, Money } from './values';

function columnsOf(t: Translate, currency: string): TableColumnsType<EvidencePostingFragment> {
  return [
    {
      key: 'id',
      title: t('posting.id'),
      render: (_, p) => (
        <span className="cell-clip posting-id" title={p.postingId}>
          {p.postingId}
        </span>
      ),
    },
    {
      key: 'at',
      title: t('posting.bookedAt'),
      render: (_, p) => (
        <>
          <Instant at={p.bookedAt} />
          {p.late && (
            <Tooltip title={t('posting.lateHint')}>
              <Tag variant="filled">{t('posting.late')}</Tag>
            </Tooltip>
          )}
        </>
      ),
    },
    {
      key: 'amount',
      title: `${t('posting.amount')} (${currency})`,
      align: 'right',
      render: (_, p) => (
        <span
          className={p.direction === 'CREDIT' ? 'amount credit' : 'amount debit'}
          aria-label={t(`direction.${p.direction}`)}
        >
          {p.direction === 'CREDIT' ? '+' : '−'}
          <Money minor={p.amount} currency={currency} plain />
        </span>
      ),
    },
    {
      key: 'balance',
      title: t('posting.balanceAfter'),
      align: 'right',
      render: (_, p) => <Money minor={p.balanceAfter} currency={currency} plain />,
    },
    { key: 'channel', title: t('posting.channel'), render: (_, p) => p.channel && t(`channel.${p.channel}`) },
    {
      key: 'counterparty',
      title: t('posting.counterparty'),
      render: (_, p) => (
        <span className="cell-clip" title={`${p.counterparty ?? ''} ${p.counterpartyName ?? ''}`}>
          {p.counterparty && <AccountLink id={p.counterparty} />} {p.counterpartyName}
        </span>
      ),
    },
    {
      key: 'note',
      title: t('posting.note'),
      render: (_, p) => (
        <span className="cell-clip" title={p.narrative ?? undefined}>
          {p.reversalOf && <Tag variant="filled">{t('posting.reversal', { id: p.reversalOf })}</Tag>} {p.narrative}
        </span>
      ),
    },
  ];
}

interface PostingsTableProps {
  postings: readonly EvidencePostingFragment[];
  currency: string;
  loading?: boolean;
  pager?: { newer: (() => void) | undefined; older: (() => void) | undefined };
}

export function PostingsTable({ postings, currency, loading, pager }: PostingsTableProps) {
  const { t } = useLocale();
  const columns = useMemo(() => columnsOf(t, currency), [t, currency]);
  return (
    <>
      <Table<EvidencePostingFragment>
        size="small"
        rowKey="postingId"
        columns={columns}
        dataSource={postings as EvidencePostingFragment[]}
        pagination={false}
        loading={loading ?? false}
        tableLayout="auto"
        scroll={{ x: 'max-content' }}
        locale={{ emptyText: t('posting.none') }}
        onRow={(posting) => ({
          className: 'posting-row',
          'data-testid': 'posting-row',
          'data-posting-id': posting.postingId,
        })}
      />
      {pager && <Pager {...pager} newerText={t('page.newer')} olderText={t('page.older')} />}
    </>
  );
}

interface PagerProps {
  newer: (() => void) | undefined;
  older: (() => void) | undefined;
  newerText: string;
  olderText: string;
}

export function Pager({ newer, older, newerText, olderText }: PagerProps) {
  if (!newer && !older) return null;
  return (
    <div className="pager">
      <Button size="small" disabled={!newer} onClick={newer} data-testid="page-newer">
        ‹ {newerText}
      </Button>
      <Button size="small" disabled={!older} onClick={older} data-testid="page-older">
        {olderText} ›
      </Button>
    </div>
  );
}
