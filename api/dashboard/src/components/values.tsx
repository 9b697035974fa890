import { useLocale } from '../i18n/LocaleContext';
import type { Long } from '../lib/longJson';
import { formatMoney, formatPlain } from '../lib/money';
import { Link, paths } from '../lib/router';
import { formatDuration, formatInstant } from '../lib/time';
import { useSystem } from '../live/SystemContext';

export function Money({ minor, currency, plain = false }: { minor: Long | bigint; currency: string; plain?: boolean }) {
  const { locale } = useLocale();
  const negative = minor.toString().startsWith('-');
  return (
    <span className={negative ? 'money negative' : 'money'}>
      {plain ? formatPlain(minor, currency, locale) : formatMoney(minor, currency, locale)}
    </span>
  );
}

export function Instant({ at }: { at: string | null | undefined }) {
  const { timeZone } = useSystem();
  return at ? (
    <time dateTime={at} className="instant">
      {formatInstant(at, timeZone)}
    </time>
  ) : (
    <span className="faint">–</span>
  );
}

/** How long until an alert escalates, or since when it should have. */
export function Due({ at }: { at: string | null }) {
  const { locale, t } = useLocale();
  const { bankNow, timeZone } = useSystem();
  if (at === null) return <span className="faint">–</span>;
  const left = Date.parse(at) - bankNow();
  return (
    <time dateTime={at} title={formatInstant(at, timeZone)} className={left < 0 ? 'overdue' : 'instant'}>
      {left < 0
        ? t('alert.overdue', { time: formatDuration(-left, locale) })
        : t('alert.dueIn', { time: formatDuration(left, locale) })}
    </time>
  );
}

interface Subject {
  account: { id: string } | null;
  settlementAccount: { id: string } | null;
}

export function subjectId({ account, settlementAccount }: Subject): string | undefined {
  return account?.id ?? settlementAccount?.id;
}

export function SubjectLink({ alert }: { alert: Subject }) {
  if (alert.account) return <AccountLink id={alert.account.id} />;
  if (alert.settlementAccount) {
    const { id } = alert.settlementAccount;
    return (
      <Link to={paths.settlementAccount(id)} className="number">
        {id}
      </Link>
    );
  }
  return <span className="faint">–</span>;
}

export function AccountLink({ id }: { id: string }) {
  return (
    <Link to={paths.account(id)} className="number" data-testid="account-link">
      {id}
    </Link>
  );
}

export function BranchLink({ branch }: { branch: { id: string; name: string } }) {
  return (
    <Link to={paths.branch(branch.id)} data-testid="branch-link" title={branch.id}>
      {branch.name || branch.id}
    </Link>
  );
}
