import { useMemo } from 'react';
import { ErrorBox } from '../components/Answer';
import { BranchTable, type BranchRow } from '../components/BranchTable';
import { BranchOverviewDocument, type BranchOverviewQuery } from '../graphql/generated';
import { useQuery } from '../graphql/useQuery';
import { useLocale } from '../i18n/LocaleContext';
import { useOnAlert } from '../live/LiveContext';

const POLL_MS = 5_000;

function treeOf(branches: BranchOverviewQuery['branches']): BranchRow[] {
  const rows = new Map<string, BranchRow>(branches.map(({ parent: _, ...branch }) => [branch.id, branch]));
  const roots: BranchRow[] = [];
  for (const { id, parent } of branches) {
    const above = parent ? rows.get(parent.id) : undefined;
    if (above) (above.children ??= []).push(rows.get(id)!);
    else roots.push(rows.get(id)!);
  }
  return roots;
}

export function BranchesPage() {
  const { t } = useLocale();
  const query = useQuery(BranchOverviewDocument, {}, { pollMs: POLL_MS });
  useOnAlert(() => true, query.refetch, 2_000);
  const branches = query.data?.branches;
  const tree = useMemo(() => treeOf(branches ?? []), [branches]);
  return (
    <>
      <div className="title-line">
        <h1>{t('branches.title')}</h1>
        <span className="faint">{t('branches.withChildren')}</span>
      </div>
      {query.error && <ErrorBox error={query.error} retry={query.refetch} />}
      <div className="panel">
        <BranchTable branches={tree} loading={query.loading && !branches} />
      </div>
    </>
  );
}
