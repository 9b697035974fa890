import { Alert, Button, Empty, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { RequestError } from '../graphql/RequestError';
import { useLocale } from '../i18n/LocaleContext';

export function ErrorBox({ error, retry }: { error: Error; retry?: () => void }) {
  const { t } = useLocale();
  const unreachable = error instanceof RequestError && error.kind === 'unreachable';
  return (
    <Alert
      type="error"
      showIcon
      data-testid="error-box"
      title={unreachable ? t('state.unreachable') : t('state.error')}
      description={unreachable ? undefined : error.message}
      action={retry && <Button onClick={retry}>{t('state.retry')}</Button>}
    />
  );
}

interface AnswerProps<TData, TPart> {
  query: { data: TData | undefined; error: Error | undefined; loading: boolean; refetch: () => void };
  /** The part the page is about; null when the server knows none. */
  part: (data: TData) => TPart | null;
  id: string;
  children: (part: TPart) => ReactNode;
}

/** What a page is about once it is there; until then, or if it is not to be had, says so. */
export function Answer<TData, TPart>({ query, part, id, children }: AnswerProps<TData, TPart>) {
  const { t } = useLocale();
  if (query.data === undefined) {
    // A refused caller is asked for a token over the page; there is nothing to add here.
    if (query.error instanceof RequestError && query.error.kind === 'unauthorized') return null;
    if (query.error) return <ErrorBox error={query.error} retry={query.refetch} />;
    return <Skeleton active paragraph={{ rows: 8 }} />;
  }
  const found = part(query.data);
  return found === null ? (
    <Empty description={t('state.notFound', { id })} data-testid="not-found" />
  ) : (
    <>{children(found)}</>
  );
}
