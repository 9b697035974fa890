export interface BranchNode {
  id: string;
  name: string;
  parent: { id: string } | null;
}

export interface TreeItem {
  value: string;
  title: string;
  children: TreeItem[];
}

/** The branches as a tree for choosing one; a branch whose parent isn't there stands at the top. */
export function branchTree(branches: readonly BranchNode[]): TreeItem[] {
  const items = new Map(
    branches.map((b) => [
      b.id,
      { value: b.id, title: b.name ? `${b.name} · ${b.id}` : b.id, children: [] as TreeItem[] },
    ]),
  );
  const roots: TreeItem[] = [];
  for (const branch of branches) {
    const parent = branch.parent ? items.get(branch.parent.id) : undefined;
    (parent?.children ?? roots).push(items.get(branch.id)!);
  }
  return roots;
}
