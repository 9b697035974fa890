import { Tag, Tooltip } from 'antd';
import type { AlertOutcome, AlertState, ReconciliationClass, Severity } from '../graphql/generated';
import { useLocale } from '../i18n/LocaleContext';

/** Most severe first, as everywhere on the page. */
export const severities: readonly Severity[] = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'];

export const severityColors: Record<Severity, string> = {
  CRITICAL: '#a8071a',
  HIGH: '#d4380d',
  MEDIUM: '#c27c00',
  LOW: '#3b6fb6',
};

const stateColors: Record<AlertState, string> = {
  OPEN: 'volcano',
  ACKNOWLEDGED: 'gold',
  INVESTIGATING: 'blue',
  CLOSE_PROPOSED: 'purple',
  CLOSED: 'default',
};

const classColors: Record<ReconciliationClass, string> = { NORMAL: 'green', WATCH: 'gold', MONITORED: 'red' };

export function SeverityTag({ severity }: { severity: Severity }) {
  const { t } = useLocale();
  return (
    <span className="severity" data-severity={severity} style={{ background: severityColors[severity] }}>
      {t(`severity.${severity}`)}
    </span>
  );
}

export function StateTag({ state, outcome }: { state: AlertState; outcome?: AlertOutcome | null }) {
  const { t } = useLocale();
  const tag = (
    <Tag color={stateColors[state]} variant="filled" data-testid="alert-state" data-state={state}>
      {t(`state.${state}`)}
    </Tag>
  );
  return outcome ? <Tooltip title={t(`outcome.${outcome}`)}>{tag}</Tooltip> : tag;
}

export function ClassTag({ value }: { value: ReconciliationClass }) {
  const { t } = useLocale();
  return (
    <Tag color={classColors[value]} variant="filled" data-testid="account-class">
      {t(`class.${value}`)}
    </Tag>
  );
}

/** Open alerts by severity, as small coloured figures; nothing where there are none. */
export function SeverityCounts({ counts }: { counts: readonly { severity: Severity; count: number }[] }) {
  const { t } = useLocale();
  const some = severities.flatMap((severity) => counts.filter((c) => c.severity === severity && c.count > 0));
  if (some.length === 0) return <span className="faint">–</span>;
  return (
    <span className="severity-counts">
      {some.map(({ severity, count }) => (
        <Tooltip key={severity} title={t(`severity.${severity}`)}>
          <span className="severity" style={{ background: severityColors[severity] }}>
            {count}
          </span>
        </Tooltip>
      ))}
    </span>
  );
}
