import { Alert, Button, Tooltip } from 'antd';
import { useLocale } from '../i18n/LocaleContext';
import { formatClock, formatDuration } from '../lib/time';
import { useLive } from '../live/LiveContext';
import { useTick } from '../live/SystemContext';

/** In the header: whether alerts are arriving, and if not, since when. */
export function ConnectionState() {
  const { t, locale } = useLocale();
  const { status } = useLive();
  useTick(1_000);
  const text =
    status.kind === 'lost'
      ? t('connection.lostFor', { time: formatDuration(Date.now() - status.since, locale) })
      : t(`connection.${status.kind}`);
  return (
    <Tooltip title={status.kind === 'live' ? t('connection.liveHint') : undefined}>
      <span className="connection" data-testid="connection-state" data-state={status.kind}>
        <span className="connection-dot" aria-hidden="true" />
        {text}
      </span>
    </Tooltip>
  );
}

/** Over the page while the line is lost: what is seen is old. */
export function ConnectionBanner() {
  const { t } = useLocale();
  const { status, retry } = useLive();
  if (status.kind !== 'lost') return null;
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <Alert
      banner
      type="error"
      role="alert"
      data-testid="connection-banner"
      title={t('connection.banner', { time: formatClock(status.since, here) })}
      description={t('connection.bannerMore', { tries: status.tries + 1 })}
      action={<Button onClick={retry}>{t('connection.retry')}</Button>}
    />
  );
}
