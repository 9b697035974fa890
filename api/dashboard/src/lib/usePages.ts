import { useState } from 'react';

/** Walking a connection page by page: forward by its cursors, back over those passed. `key` starts over. */
export function usePages(key: string) {
  const [passed, setPassed] = useState<{ key: string; cursors: string[] }>({ key, cursors: [] });
  const cursors = passed.key === key ? passed.cursors : [];
  return {
    after: cursors.at(-1) ?? null,
    isFirst: cursors.length === 0,
    back: cursors.length === 0 ? undefined : () => setPassed({ key, cursors: cursors.slice(0, -1) }),
    forward: (info: { hasNextPage: boolean; endCursor: string | null } | undefined) => {
      const end = info?.endCursor;
      return info?.hasNextPage && end ? () => setPassed({ key, cursors: [...cursors, end] }) : undefined;
    },
  };
}
