import { Button, Input, Space, Tag } from 'antd';
import { useState } from 'react';
import { request } from '../graphql/client';
import { DecideDocument, type ApprovalDecision, type ApprovalFieldsFragment } from '../graphql/generated';
import { useLocale } from '../i18n/LocaleContext';
import { UserErrors } from './AlertActions';
import { Instant } from './values';

type Errors = Parameters<typeof UserErrors>[0]['errors'];

/** A proposal to close an alert: to be decided, or how it was. */
export function ApprovalCard({ approval, changed }: { approval: ApprovalFieldsFragment; changed: () => void }) {
  const { t } = useLocale();
  return (
    <section className="approval" data-testid="approval" data-state={approval.state}>
      <div>
        <strong>
          {t('alert.proposal', {
            name: approval.proposedBy,
            outcome: approval.outcome ? t(`outcome.${approval.outcome}`) : '–',
          })}
        </strong>{' '}
        <Tag variant="filled">{t(`approval.${approval.state}`)}</Tag>
        <span className="faint">
          <Instant at={approval.proposedAt} />
        </span>
      </div>
      <div className="note">{approval.reason}</div>
      {approval.decidedBy !== null && (
        <div>
          {t('alert.decided', { name: approval.decidedBy, decision: t(`approval.${approval.state}`) })}{' '}
          <span className="faint">
            <Instant at={approval.decidedAt} />
          </span>
          {approval.decisionReason && <div className="note">{approval.decisionReason}</div>}
        </div>
      )}
      {approval.state === 'PENDING' && <Decide id={approval.id} changed={changed} />}
    </section>
  );
}

function Decide({ id, changed }: { id: string; changed: () => void }) {
  const { t } = useLocale();
  const [reason, setReason] = useState('');
  const [errors, setErrors] = useState<Errors>([]);
  const [busy, setBusy] = useState(false);
  const decide = async (decision: ApprovalDecision) => {
    setBusy(true);
    try {
      const answer = await request(DecideDocument, { input: { id, decision, reason: reason.trim() } });
      setErrors(answer.decideApproval.errors);
      if (answer.decideApproval.errors.length === 0) changed();
    } catch (error) {
      setErrors([{ code: 'REQUEST', message: (error as Error).message, path: [] }]);
    } finally {
      setBusy(false);
    }
  };
  const ready = reason.trim() !== '' && !busy;
  return (
    <div className="action-form">
      <Input
        placeholder={t('alert.reason')}
        aria-label={t('alert.reason')}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        data-testid="decision-reason"
      />
      <UserErrors errors={errors} />
      <Space>
        <Button type="primary" disabled={!ready} onClick={() => void decide('APPROVE')} data-testid="decision-approve">
          {t('alert.approve')}
        </Button>
        <Button danger disabled={!ready} onClick={() => void decide('REJECT')} data-testid="decision-reject">
          {t('alert.reject')}
        </Button>
      </Space>
    </div>
  );
}
