import { Card } from 'antd';
import type { FlowFieldsFragment } from '../graphql/generated';
import { useLocale } from '../i18n/LocaleContext';
import { Money } from './values';

interface FlowCardProps {
  title: string;
  flow: FlowFieldsFragment;
  currency: string;
  testId: string;
}

/** What came in and went out in a period. */
export function FlowCard({ title, flow, currency, testId }: FlowCardProps) {
  const { t } = useLocale();
  return (
    <Card size="small" title={title} data-testid={testId}>
      <dl className="flow">
        <div>
          <dt>{t('account.credits')}</dt>
          <dd className="credit">
            <Money minor={flow.credits} currency={currency} />
          </dd>
          <dd className="faint">× {flow.creditCount}</dd>
        </div>
        <div>
          <dt>{t('account.debits')}</dt>
          <dd className="debit">
            <Money minor={flow.debits} currency={currency} />
          </dd>
          <dd className="faint">× {flow.debitCount}</dd>
        </div>
      </dl>
    </Card>
  );
}
