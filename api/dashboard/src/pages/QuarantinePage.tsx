import { Table, type TableColumnsType } from 'antd';
import { useMemo } from 'react';
import { ErrorBox } from '../components/Answer';
import { Pager } from '../components/PostingsTable';
import { Refusal } from '../components/Refusal';
import { Instant } from '../components/values';
import { QuarantineDocument, type QuarantineQuery } from '../graphql/generated';
import { useQuery } from '../graphql/useQuery';
import { useLocale, type Translate } from '../i18n/LocaleContext';
import { usePages } from '../lib/usePages';

const POLL_MS = 5_000;
const PAGE = 50;

type Line = QuarantineQuery['quarantine']['edges'][number]['node'];

function columnsOf(t: Translate): TableColumnsType<Line> {
  return [
    {
      key: 'at',
      title: t('quarantine.receivedAt'),
      width: 170,
      render: (_, line) => <Instant at={line.receivedAt} />,
    },
    { key: 'source', title: t('quarantine.source'), dataIndex: 'source', width: 180, ellipsis: true },
    { key: 'line', title: t('quarantine.line'), width: 80, align: 'right', render: (_, line) => String(line.line) },
    { key: 'field', title: t('quarantine.field'), dataIndex: 'field', width: 120 },
    { key: 'code', title: t('quarantine.code'), width: 230, render: (_, line) => <code>{line.code}</code> },
    {
      key: 'message',
      title: t('quarantine.message'),
      render: (_, line) => <Refusal code={line.code} message={line.message} />,
    },
  ];
}

/** What the feed refused, to be mended and sent again. */
export function QuarantinePage() {
  const { t, locale } = useLocale();
  const pages = usePages('');
  const query = useQuery(
    QuarantineDocument,
    { first: PAGE, after: pages.after },
    pages.isFirst ? { pollMs: POLL_MS } : {},
  );
  const lines = query.data?.quarantine;
  const columns = useMemo(() => columnsOf(t), [t]);
  return (
    <>
      <div className="title-line">
        <h1>{t('quarantine.title')}</h1>
        <span className="faint" data-testid="quarantine-count" data-count={lines?.totalCount}>
          {lines && new Intl.NumberFormat(locale).format(lines.totalCount)}
        </span>
      </div>
      <p className="faint">{t('quarantine.hint')}</p>
      {query.error && <ErrorBox error={query.error} retry={query.refetch} />}
      <div className="panel">
        <Table<Line>
          size="small"
          rowKey="id"
          columns={columns}
          dataSource={lines?.edges.map((edge) => edge.node) ?? []}
          loading={query.loading && !lines}
          pagination={false}
          scroll={{ x: 1000 }}
          locale={{ emptyText: t('quarantine.none') }}
          expandable={{
            expandedRowRender: (line) => (
              <figure className="raw">
                <figcaption className="faint">{t('quarantine.text')}</figcaption>
                <pre>{line.text}</pre>
              </figure>
            ),
          }}
          onRow={(line) => ({ className: 'quarantine-row', 'data-testid': 'quarantine-row', 'data-code': line.code })}
        />
        <Pager
          newer={pages.back}
          older={pages.forward(lines?.pageInfo)}
          newerText={t('page.newer')}
          olderText={t('page.older')}
        />
      </div>
    </>
  );
}
