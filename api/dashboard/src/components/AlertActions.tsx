import { Alert as Notice, Button, Input, Radio, Space } from 'antd';
import { useState } from 'react';
import { request } from '../graphql/client';
import {
  AcknowledgeDocument,
  AssignDocument,
  CloseDocument,
  EscalateDocument,
  type AlertDetailFragment,
  type AlertOutcome,
} from '../graphql/generated';
import { useLocale } from '../i18n/LocaleContext';
import { Refusal } from './Refusal';
import { useSystem } from '../live/SystemContext';

type Action = 'acknowledge' | 'assign' | 'escalate' | 'close';

interface Entered {
  note: string;
  assignee: string;
  outcome: AlertOutcome;
}

interface UserError {
  code: string;
  message: string;
  path: readonly string[];
}

const outcomes: readonly AlertOutcome[] = ['CONFIRMED', 'FALSE_POSITIVE', 'EXPLAINED'];

/** Above it there is nobody to go to. */
const HIGHEST_LEVEL = 3;

async function perform(action: Action, alert: AlertDetailFragment, entered: Entered): Promise<readonly UserError[]> {
  const { id, version: ifVersion } = alert;
  const note = entered.note.trim();
  switch (action) {
    case 'acknowledge':
      return (await request(AcknowledgeDocument, { input: { id, ifVersion, ...(note && { note }) } })).acknowledgeAlert
        .errors;
    case 'assign': {
      const input = { id, ifVersion, assignee: entered.assignee.trim(), ...(note && { note }) };
      return (await request(AssignDocument, { input })).assignAlert.errors;
    }
    case 'escalate':
      return (await request(EscalateDocument, { input: { id, ifVersion, reason: note } })).escalateAlert.errors;
    case 'close':
      return (await request(CloseDocument, { input: { id, ifVersion, note, outcome: entered.outcome } })).closeAlert
        .errors;
  }
}

function isComplete(action: Action, entered: Entered): boolean {
  if (action === 'assign') return entered.assignee.trim() !== '';
  return action === 'acknowledge' || entered.note.trim() !== '';
}

export function AlertActions({ alert, changed }: { alert: AlertDetailFragment; changed: () => void }) {
  const { t } = useLocale();
  const [action, setAction] = useState<Action>();
  if (alert.state === 'CLOSED') return null;
  const needsTwo = alert.severity === 'HIGH' || alert.severity === 'CRITICAL';
  const offered: [Action, string, boolean][] = [
    ['acknowledge', t('alert.acknowledge'), alert.state === 'OPEN'],
    ['assign', t('alert.assign'), true],
    ['escalate', t('alert.escalate'), alert.level < HIGHEST_LEVEL],
    ['close', needsTwo ? t('alert.proposeClose') : t('alert.close'), alert.state !== 'CLOSE_PROPOSED'],
  ];
  return (
    <div className="actions">
      <Space wrap>
        {offered.map(([name, label, possible]) => (
          <Button
            key={name}
            type={
              action === name || (action === undefined && name === 'acknowledge' && possible) ? 'primary' : 'default'
            }
            disabled={!possible}
            aria-expanded={action === name}
            onClick={() => setAction(action === name ? undefined : name)}
            data-testid={`action-${name}`}
          >
            {label}
          </Button>
        ))}
      </Space>
      {action && (
        <ActionForm
          key={action}
          action={action}
          alert={alert}
          needsTwo={needsTwo}
          done={() => {
            setAction(undefined);
            changed();
          }}
          cancel={() => setAction(undefined)}
        />
      )}
    </div>
  );
}

interface FormProps {
  action: Action;
  alert: AlertDetailFragment;
  needsTwo: boolean;
  done: () => void;
  cancel: () => void;
}

function ActionForm({ action, alert, needsTwo, done, cancel }: FormProps) {
  const { t } = useLocale();
  const { viewer } = useSystem();
  const [entered, setEntered] = useState<Entered>({
    note: '',
    assignee: alert.assignee ?? viewer?.name ?? '',
    outcome: 'CONFIRMED',
  });
  const [errors, setErrors] = useState<readonly UserError[]>([]);
  const [busy, setBusy] = useState(false);
  const noteLabel =
    action === 'escalate' ? t('alert.reason') : action === 'close' ? t('alert.note') : t('alert.noteOptional');

  const submit = async () => {
    setBusy(true);
    try {
      const refused = await perform(action, alert, entered);
      if (refused.length === 0) done();
      else setErrors(refused);
    } catch (error) {
      setErrors([{ code: 'REQUEST', message: (error as Error).message, path: [] }]);
    } finally {
      setBusy(false);
    }
  };

  return (
    <form
      className="action-form"
      data-testid="action-form"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {action === 'close' && needsTwo && <Notice type="info" showIcon title={t('alert.proposeHint')} />}
      {action === 'close' && (
        <Radio.Group
          aria-label={t('alert.outcome')}
          value={entered.outcome}
          onChange={(event) => setEntered({ ...entered, outcome: event.target.value as AlertOutcome })}
          options={outcomes.map((outcome) => ({ value: outcome, label: t(`outcome.${outcome}`) }))}
          data-testid="action-outcome"
        />
      )}
      {action === 'assign' && (
        <Input
          addonBefore={t('alert.assignee')}
          aria-label={t('alert.assignee')}
          value={entered.assignee}
          onChange={(event) => setEntered({ ...entered, assignee: event.target.value })}
          data-testid="action-assignee"
        />
      )}
      <Input.TextArea
        rows={2}
        autoFocus
        placeholder={noteLabel}
        aria-label={noteLabel}
        value={entered.note}
        onChange={(event) => setEntered({ ...entered, note: event.target.value })}
        data-testid="action-note"
      />
      <UserErrors errors={errors} />
      <Space>
        <Button
          type="primary"
          htmlType="submit"
          loading={busy}
          disabled={!isComplete(action, entered)}
          data-testid="action-confirm"
        >
          {t('alert.confirm')}
        </Button>
        <Button onClick={cancel}>{t('alert.cancel')}</Button>
      </Space>
    </form>
  );
}

/** What the server says about why it didn't. */
export function UserErrors({ errors }: { errors: readonly UserError[] }) {
  const { t } = useLocale();
  if (errors.length === 0) return null;
  return (
    <Notice
      type="error"
      showIcon
      role="alert"
      data-testid="action-errors"
      title={t('alert.failed')}
      description={
        <ul className="reasons">
          {errors.map((error) => (
            <li key={error.code + error.path.join('.')}>
              <Refusal code={error.code} message={error.message} /> <code className="faint">{error.code}</code>
            </li>
          ))}
        </ul>
      }
    />
  );
}
