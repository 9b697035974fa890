import { PauseOutlined, PlayCircleOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { AlertFilters, SeverityCards, useAlertChoice } from '../components/AlertFilters';
import { AlertTable } from '../components/AlertTable';
import { ErrorBox } from '../components/Answer';
import { useFillHeight } from '../components/useFillHeight';
import { AlertCountsDocument, BranchTreeDocument } from '../graphql/generated';
import { RequestError } from '../graphql/RequestError';
import { useQuery } from '../graphql/useQuery';
import { useLocale } from '../i18n/LocaleContext';
import { toBigInt } from '../lib/longJson';
import { AlertFeed, ROWS_MAX } from '../live/AlertFeed';
import { everything, subtree, toFilter, type AlertChoice } from '../live/alertList';
import { useLive, useOnAlert } from '../live/LiveContext';
import { useSystem } from '../live/SystemContext';

/** Counts are read again this often, ms, even when nothing arrives. */
const COUNTS_POLL_MS = 15_000;
/** The line below the rows, px. */
const AROUND_ROWS = 40;

export function AlertsPage() {
  const { t, locale } = useLocale();
  const { choice, change, stateChoice } = useAlertChoice();
  const tree = useQuery(BranchTreeDocument, {}).data?.branches;
  const { counts, total } = useCounts(choice);
  const [feed, state] = useFeed(choice, tree);
  const { ref, height } = useFillHeight(AROUND_ROWS);
  const { system } = useSystem();
  const number = (value: number | bigint) => new Intl.NumberFormat(locale).format(value);
  const filtered = toFilter(choice);
  const error = state.error instanceof RequestError && state.error.kind === 'unauthorized' ? undefined : state.error;

  return (
    <div className="alerts-page">
      <div className="title-line">
        <h1>{t('alerts.title')}</h1>
        <span className="faint" data-testid="alert-count" data-count={total}>
          {total !== undefined && t('alerts.count', { count: number(total) })}
        </span>
        <span className="grow" />
        {system && (
          <span className="faint number" data-testid="postings-accepted" data-count={String(system.postingsAccepted)}>
            {t('alerts.watched', {
              postings: number(toBigInt(system.postingsAccepted)),
              accounts: number(toBigInt(system.accountCount)),
            })}
          </span>
        )}
        <Button
          icon={state.paused ? <PlayCircleOutlined /> : <PauseOutlined />}
          type={state.paused ? 'primary' : 'default'}
          aria-pressed={state.paused}
          onClick={() => feed.pause(!state.paused)}
          data-testid="pause-button"
        >
          {state.paused ? t('alerts.resume') : t('alerts.pause')}
          {state.waiting > 0 && (
            <span data-testid="waiting-count"> · {t('alerts.waiting', { count: state.waiting })}</span>
          )}
        </Button>
      </div>
      <SeverityCards counts={counts} choice={choice} change={change} />
      <AlertFilters choice={choice} stateChoice={stateChoice} change={change} branches={tree ?? []} />
      <Announcer arrived={state.fresh} />
      {error && <ErrorBox error={error} retry={() => feed.load()} />}
      <div ref={ref} className="panel">
        <AlertTable
          rows={state.rows}
          fresh={state.fresh}
          loading={state.loading && state.rows.length === 0}
          empty={Object.keys(filtered).length > 1 ? t('alerts.none') : t('alerts.noneYet')}
          height={height}
          onNearEnd={() => feed.loadMore()}
        />
        <div className="list-foot faint">
          {state.paused && <strong>{t('alerts.paused')} · </strong>}
          {total !== undefined &&
            t('alerts.shown', { shown: number(state.rows.length), count: number(Math.max(total, state.rows.length)) })}
          {state.capped && <> · {t('alerts.capped', { limit: number(ROWS_MAX) })}</>}
        </div>
      </div>
    </div>
  );
}

/** Screen readers hear how many have arrived, not each one. */
const ANNOUNCE_EVERY_MS = 5_000;

function Announcer({ arrived }: { arrived: ReadonlySet<string> }) {
  const { t } = useLocale();
  const waiting = useRef(0);
  const [said, say] = useState('');
  useEffect(() => {
    waiting.current += arrived.size;
  }, [arrived]);
  useEffect(() => {
    const timer = setInterval(() => {
      if (waiting.current > 0) say(t('alerts.arrived', { count: waiting.current }));
      waiting.current = 0;
    }, ANNOUNCE_EVERY_MS);
    return () => clearInterval(timer);
  }, [t]);
  return (
    <div role="status" className="visually-hidden">
      {said}
    </div>
  );
}

/** By severity, whatever severities are chosen; and the total of those that are. */
function useCounts(choice: AlertChoice) {
  const query = useQuery(
    AlertCountsDocument,
    { filter: toFilter({ ...choice, severities: [] }) },
    { pollMs: COUNTS_POLL_MS },
  );
  useOnAlert(() => true, query.refetch);
  const counts = query.data?.alertCounts;
  const total = counts
    ?.filter(({ severity }) => choice.severities.length === 0 || choice.severities.includes(severity))
    .reduce((sum, { count }) => sum + count, 0);
  return { counts, total };
}

type Tree = readonly { id: string; parent: { id: string } | null }[] | undefined;

function useFeed(choice: AlertChoice, tree: Tree) {
  const { ready, listen } = useLive();
  const [feed, setFeed] = useState(() => new AlertFeed(everything, undefined));
  const branches = useMemo(
    () => (choice.branch === undefined || !tree ? undefined : subtree(tree, choice.branch)),
    [choice.branch, tree],
  );
  useEffect(() => {
    if (!ready) return;
    const next = new AlertFeed(choice, branches);
    setFeed(next);
    const stop = listen({ onAlert: (alert) => next.arrive(alert), onReset: () => next.load() });
    next.load();
    return () => {
      stop();
      next.stop();
    };
  }, [ready, listen, choice, branches]);
  return [feed, useSyncExternalStore(feed.listen, feed.get)] as const;
}
