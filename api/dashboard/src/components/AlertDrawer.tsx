import { Alert as Notice, Drawer, Timeline } from 'antd';
import { AlertByIdDocument, type AlertDetailFragment } from '../graphql/generated';
import { useQuery } from '../graphql/useQuery';
import { useLocale } from '../i18n/LocaleContext';
import { navigate, useSearch, withSearch } from '../lib/router';
import { useOnAlert } from '../live/LiveContext';
import { AlertActions } from './AlertActions';
import { ApprovalCard } from './ApprovalCard';
import { Answer } from './Answer';
import { PostingsTable } from './PostingsTable';
import { ClassTag, SeverityTag, StateTag } from './tags';
import { BranchLink, Due, Instant, Money, SubjectLink } from './values';

/** One alert in full, over whatever page is open; which one stands in the address. */
export function AlertDrawer() {
  const { t } = useLocale();
  const id = useSearch().get('alert') ?? undefined;
  return (
    <Drawer
      open={id !== undefined}
      onClose={() => navigate(withSearch({ alert: '' }))}
      size={940}
      title={t('alert.title')}
      destroyOnHidden
      data-testid="alert-drawer"
    >
      {id !== undefined && <Content key={id} id={id} />}
    </Drawer>
  );
}

function Content({ id }: { id: string }) {
  const query = useQuery(AlertByIdDocument, { id });
  useOnAlert((alert) => alert.id === id, query.refetch, 300);
  return (
    <Answer query={query} part={(data) => data.alert} id={id}>
      {(alert) => <Detail alert={alert} changed={query.refetch} />}
    </Answer>
  );
}

function Detail({ alert, changed }: { alert: AlertDetailFragment; changed: () => void }) {
  const { t, locale } = useLocale();
  const currency = alert.account?.currency ?? alert.settlementAccount?.currency ?? 'CNY';
  const pending = alert.approvals.filter((approval) => approval.state === 'PENDING');
  const decided = alert.approvals.filter((approval) => approval.state !== 'PENDING');
  return (
    <div className="alert-detail" data-testid="alert-detail" data-alert-id={alert.id}>
      <div className="detail-head">
        <SeverityTag severity={alert.severity} />
        <h2>{t(`rule.${alert.rule}`)}</h2>
        <StateTag state={alert.state} />
      </div>
      <Facts alert={alert} currency={currency} />
      {pending.map((approval) => (
        <ApprovalCard key={approval.id} approval={approval} changed={changed} />
      ))}
      <AlertActions alert={alert} changed={changed} />

      <h3>{t('alert.reasons')}</h3>
      <ul className="reasons" data-testid="alert-reasons">
        {alert.reasons.map((reason) => (
          <li key={reason.code + reason.en}>{locale === 'en' ? reason.en : reason.zh}</li>
        ))}
      </ul>

      <h3>
        {t('alert.evidence')} <span className="faint">{t('alerts.evidence', { count: alert.evidenceCount })}</span>
      </h3>
      {alert.evidenceCount > alert.evidence.length && (
        <Notice type="info" className="tight" title={t('alert.evidencePart', { count: alert.evidenceCount })} />
      )}
      <div data-testid="alert-evidence">
        <PostingsTable postings={alert.evidence} currency={currency} />
      </div>

      {decided.length > 0 && <h3>{t('alert.approvals')}</h3>}
      {decided.map((approval) => (
        <ApprovalCard key={approval.id} approval={approval} changed={changed} />
      ))}

      <h3>{t('alert.history')}</h3>
      <History alert={alert} />
    </div>
  );
}

function Facts({ alert, currency }: { alert: AlertDetailFragment; currency: string }) {
  const { t } = useLocale();
  const money = alert.account ?? alert.settlementAccount;
  return (
    <dl className="facts">
      <div>
        <dt>{t('alerts.subject')}</dt>
        <dd>
          <SubjectLink alert={alert} />
        </dd>
      </div>
      <div>
        <dt>{t('alerts.branch')}</dt>
        <dd>
          <BranchLink branch={alert.branch} />
        </dd>
      </div>
      {money && (
        <div>
          <dt>{t('alert.balance')}</dt>
          <dd>
            <Money minor={money.balance} currency={currency} />
          </dd>
        </div>
      )}
      {alert.account && (
        <div>
          <dt>{t('account.class')}</dt>
          <dd>
            <ClassTag value={alert.account.class} />
          </dd>
        </div>
      )}
      <div>
        <dt>{t('alert.eventAt')}</dt>
        <dd>
          <Instant at={alert.eventAt} />
        </dd>
      </div>
      <div>
        <dt>{t('alert.raisedAt')}</dt>
        <dd>
          <Instant at={alert.raisedAt} />
        </dd>
      </div>
      {alert.outcome ? (
        <div>
          <dt>{t('alert.outcome')}</dt>
          <dd data-testid="alert-outcome">{t(`outcome.${alert.outcome}`)}</dd>
        </div>
      ) : (
        <div>
          <dt>{t('alert.dueAt')}</dt>
          <dd>
            <Due at={alert.dueAt} />
          </dd>
        </div>
      )}
      <div>
        <dt>{t('alert.level')}</dt>
        <dd data-testid="alert-level">
          <Level level={alert.level} />
        </dd>
      </div>
      <div>
        <dt>{t('alert.assignee')}</dt>
        <dd data-testid="alert-assignee">{alert.assignee ?? <span className="faint">{t('alert.nobody')}</span>}</dd>
      </div>
      {alert.score !== null && (
        <div>
          <dt>{t('alert.score')}</dt>
          <dd data-testid="alert-score">
            {alert.score.toFixed(3)}
            {alert.modelVersion && (
              <span className="faint"> · {t('alert.modelVersion', { version: alert.modelVersion })}</span>
            )}
          </dd>
        </div>
      )}
    </dl>
  );
}

function Level({ level }: { level: number }) {
  const { t } = useLocale();
  const names = ['level.0', 'level.1', 'level.2', 'level.3'] as const;
  const name = names[level];
  return (
    <>
      {level} {name && <span className="faint">· {t(name)}</span>}
    </>
  );
}

function History({ alert }: { alert: AlertDetailFragment }) {
  const { t } = useLocale();
  return (
    <div data-testid="alert-history">
      <Timeline
        items={[...alert.history].reverse().map((event) => ({
          key: event.cursor,
          content: (
            <>
              <div>
                <strong>{t(`event.${event.kind}`, { level: event.level })}</strong>{' '}
                <span className="faint">
                  <Instant at={event.at} /> · {event.actor === 'system' ? t('alert.system') : event.actor}
                </span>
              </div>
              {event.note && <div className="note">{event.note}</div>}
            </>
          ),
        }))}
      />
    </div>
  );
}
