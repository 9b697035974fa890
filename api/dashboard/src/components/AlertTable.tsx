import { Empty, Spin } from 'antd';
import { memo, useLayoutEffect, useRef, useState, type CSSProperties, type MouseEvent, type ReactNode } from 'react';
import { useLocale } from '../i18n/LocaleContext';
import type { Locale } from '../i18n/locale';
import { navigate, withSearch } from '../lib/router';
import { rowsSeen } from '../lib/rowsSeen';
import type { AlertRow } from '../live/alertList';
import { SeverityTag, severityColors, StateTag } from './tags';
import { Due, Instant, SubjectLink, subjectId } from './values';

/** Every row is this high, px, whatever it says: the list then knows which rows are seen without measuring. As in styles.css. */
const ROW = 50;
/** Asked for more when fewer rows than this are left below, px. */
const NEAR_END = 20 * ROW;

export function openAlert(id: string): void {
  navigate(withSearch({ alert: id }));
}

export function reasonText(alert: AlertRow, locale: Locale): string {
  return alert.reasons.map((reason) => (locale === 'en' ? reason.en : reason.zh)).join(locale === 'en' ? ' ' : '');
}

interface AlertTableProps {
  rows: readonly AlertRow[];
  /** On an account's own page its number and branch say nothing new. */
  withSubject?: boolean;
  fresh?: ReadonlySet<string>;
  loading?: boolean;
  empty: ReactNode;
  /** Height of the scrolling part, px: only the rows seen are drawn. Without it all are. */
  height?: number;
  onNearEnd?: () => void;
}

/** Alerts, newest first. Thousands of rows cost no more than those seen, and rows arriving above don't move what is being read. */
export function AlertTable(props: AlertTableProps) {
  const { rows, withSubject = true, fresh, loading = false, empty, height, onNearEnd } = props;
  const { t } = useLocale();
  const box = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  useKeepPlace(box, rows);

  const seen = height === undefined ? { from: 0, to: rows.length } : rowsSeen(top, height, ROW, rows.length);
  const columns = withSubject ? 8 : 6;
  const onScroll = () => {
    const { scrollTop, scrollHeight, clientHeight } = box.current!;
    setTop(scrollTop);
    if (scrollHeight - scrollTop - clientHeight < NEAR_END) onNearEnd?.();
  };
  return (
    <div ref={box} className="alert-table" style={height === undefined ? undefined : { height }} onScroll={onScroll}>
      <table aria-rowcount={rows.length + 1} aria-busy={loading}>
        <thead>
          <tr>
            <th className="col-severity">{t('alerts.severity')}</th>
            <th className="col-at">{t('alerts.raisedAt')}</th>
            <th className="col-rule">{t('alerts.rule')}</th>
            {withSubject && <th className="col-subject">{t('alerts.subject')}</th>}
            {withSubject && <th className="col-branch">{t('alerts.branch')}</th>}
            <th>{t('alerts.reason')}</th>
            <th className="col-state">{t('alerts.state')}</th>
            <th className="col-due">{t('alerts.due')}</th>
          </tr>
        </thead>
        <tbody>
          <Gap rows={seen.from} columns={columns} />
          {rows.slice(seen.from, seen.to).map((alert, i) => (
            <Row
              key={alert.id}
              alert={alert}
              index={seen.from + i + 2}
              withSubject={withSubject}
              isFresh={fresh?.has(alert.id) ?? false}
            />
          ))}
          <Gap rows={rows.length - seen.to} columns={columns} />
        </tbody>
      </table>
      {rows.length === 0 && (
        <div className="list-empty">
          {loading ? <Spin /> : <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={empty} />}
        </div>
      )}
    </div>
  );
}

function Gap({ rows, columns }: { rows: number; columns: number }) {
  return rows === 0 ? null : (
    <tr aria-hidden="true" className="gap">
      <td colSpan={columns} style={{ height: rows * ROW }} />
    </tr>
  );
}

/** At the top, new rows are seen arriving; further down, the rows being read stay where they are. */
function useKeepPlace(box: React.RefObject<HTMLDivElement | null>, rows: readonly AlertRow[]): void {
  const before = useRef<readonly AlertRow[]>(rows);
  useLayoutEffect(() => {
    const scrolled = box.current?.scrollTop ?? 0;
    const anchor = before.current[Math.floor(scrolled / ROW)];
    before.current = rows;
    if (scrolled < ROW / 2 || anchor === undefined) return;
    const now = rows.findIndex((row) => row.id === anchor.id);
    if (now !== -1) box.current!.scrollTop = now * ROW + (scrolled % ROW);
  }, [box, rows]);
}

interface RowProps {
  alert: AlertRow;
  index: number;
  withSubject: boolean;
  isFresh: boolean;
}

const Row = memo(function Row({ alert, index, withSubject, isFresh }: RowProps) {
  const { t, locale } = useLocale();
  const reason = reasonText(alert, locale);
  const open = (event: MouseEvent) => {
    // The links and the button within the row do their own.
    if (!(event.target as HTMLElement).closest('a, button')) openAlert(alert.id);
  };
  return (
    <tr
      className={isFresh ? 'alert-row fresh' : 'alert-row'}
      style={{ '--severity': severityColors[alert.severity] } as CSSProperties}
      aria-rowindex={index}
      onClick={open}
      data-testid="alert-row"
      data-alert-id={alert.id}
      data-severity={alert.severity}
      data-rule={alert.rule}
      data-state={alert.state}
      data-account={subjectId(alert)}
    >
      <td>
        <SeverityTag severity={alert.severity} />
      </td>
      <td>
        <Instant at={alert.raisedAt} />
      </td>
      <td>
        <button
          type="button"
          className="link-button"
          aria-label={t('alerts.open', {
            rule: t(`rule.${alert.rule}`),
            severity: t(`severity.${alert.severity}`),
            account: subjectId(alert) ?? '–',
          })}
          onClick={() => openAlert(alert.id)}
          data-testid="alert-open"
        >
          {t(`rule.${alert.rule}`)}
        </button>
      </td>
      {withSubject && (
        <td className="clip">
          <SubjectLink alert={alert} />
        </td>
      )}
      {withSubject && (
        // Not a link: most of a row opens the alert, and the branch is a link there.
        <td className="clip" title={alert.branch.id}>
          {alert.branch.name || alert.branch.id}
        </td>
      )}
      <td>
        <span className="reason" title={reason} data-testid="alert-reason">
          {reason}
        </span>
      </td>
      <td>
        <StateTag state={alert.state} outcome={alert.outcome} />
      </td>
      <td>
        <Due at={alert.dueAt} />
      </td>
    </tr>
  );
});
