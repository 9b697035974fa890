// Answers of the made-up bank, in the shape of ../schema.graphql.
import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { CLOCK_RATE } from './bank.mjs';

const SEVERITIES = ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'];

/** Stands for a Long in the answer until the whole is written: JSON.stringify knows no BigInt. */
export const LONG_MARK = '\u0001long:';

export const Long = new GraphQLScalarType({
  name: 'Long',
  serialize: (value) => (typeof value === 'bigint' ? LONG_MARK + value : value),
  parseValue: (value) => BigInt(value),
  parseLiteral: (node) => (node.kind === Kind.INT || node.kind === Kind.STRING ? BigInt(node.value) : null),
});

/** JSON text with the Longs as plain numbers. */
export function writeJson(value) {
  return JSON.stringify(value).replace(/"\\u0001long:(-?\d+)"/g, '$1');
}

function connection(nodes, { first, after }) {
  const start = after ? nodes.findIndex((node) => cursorOf(node) === after) + 1 : 0;
  const page = nodes.slice(start, start + first);
  return {
    totalCount: nodes.length,
    edges: page.map((node) => ({ cursor: cursorOf(node), node })),
    pageInfo: {
      hasNextPage: start + first < nodes.length,
      hasPreviousPage: start > 0,
      startCursor: page.length > 0 ? cursorOf(page[0]) : null,
      endCursor: page.length > 0 ? cursorOf(page.at(-1)) : null,
    },
  };
}

const cursorOf = (node) => `c:${node.postingId ?? node.id}`;

export function resolvers(bank) {
  const flow = (postings) => {
    const of = (direction) => postings.filter((posting) => posting.direction === direction);
    const sum = (list) => list.reduce((total, posting) => total + posting.amount, 0n);
    const [debits, credits] = [of('DEBIT'), of('CREDIT')];
    return { debits: sum(debits), credits: sum(credits), debitCount: debits.length, creditCount: credits.length };
  };
  const today = () => new Date(bank.now()).toISOString().slice(0, 10);
  const newest = () => [...bank.alerts.values()].reverse();
  const passing = (filter) =>
    newest().filter(
      (alert) =>
        (!filter?.states || filter.states.includes(alert.state)) &&
        (!filter?.rules || filter.rules.includes(alert.rule)) &&
        (!filter?.severities || filter.severities.includes(alert.severity)) &&
        (!filter?.branch || bank.below(filter.branch).has(alert.branch)) &&
        (!filter?.account || alert.account === filter.account),
    );
  const counts = (alerts) =>
    SEVERITIES.map((severity) => ({ severity, count: alerts.filter((alert) => alert.severity === severity).length }));
  const totals = (ids) => {
    const byKind = new Map();
    for (const account of bank.accounts.values()) {
      if (ids.has(account.branch)) byKind.set(account.kind, [...(byKind.get(account.kind) ?? []), account]);
    }
    return [...byKind].map(([kind, accounts]) => {
      const flows = flow(accounts.flatMap((a) => a.postings.filter((p) => p.businessDate === today())));
      const balance = accounts.reduce((sum, account) => sum + account.balance, 0n);
      const fits = balance < 2n ** 63n ? balance : 2n ** 63n - 1n;
      return {
        kind,
        currency: 'CNY',
        balance: fits,
        accounts: accounts.length,
        debitsToday: flows.debits,
        creditsToday: flows.credits,
      };
    });
  };
  const open = (alert) => alert.state !== 'CLOSED';

  const branch = (id) => {
    const found = bank.branches.get(id);
    if (!found) return null;
    return {
      ...found,
      parent: () => found.parent && branch(found.parent),
      children: () => [...bank.branches.values()].filter((b) => b.parent === id).map((b) => branch(b.id)),
      totals: () => totals(new Set([id])),
      subtreeTotals: () => totals(bank.below(id)),
      settlementTotals: [],
      settlementAccounts: () => (bank.settlement.branch === id ? [settlement()] : []),
      openAlerts: () => counts(passing({ branch: id }).filter(open)),
      alerts: (args) => connection(passing({ ...args.filter, branch: id }).map(alert), args),
    };
  };
  const settlement = () => ({
    ...bank.settlement,
    branch: () => branch(bank.settlement.branch),
    sequence: 4,
    postingCount: 4,
    lastMovement: new Date(bank.epoch).toISOString(),
    today: flow([]),
    openItems: {
      ...connection([], { first: 0 }),
      totalCount: 2,
      edges: [
        {
          cursor: '1',
          node: { trace: '001231', amount: 50000n, bookedAt: new Date(bank.epoch).toISOString(), state: 'PENDING' },
        },
        {
          cursor: '2',
          node: {
            trace: '001234',
            amount: 40000n,
            bookedAt: new Date(bank.epoch).toISOString(),
            state: 'SUSPECTED_ERROR',
          },
        },
      ],
    },
    postings: (args) => connection([], args),
    alerts: (args) => connection([], args),
  });
  const account = (id) => {
    const found = bank.accounts.get(id);
    if (!found) return null;
    const mine = () => passing({ account: id });
    return {
      ...found,
      branch: () => branch(found.branch),
      sequence: found.postings.length,
      postingCount: found.postings.length,
      openedAt: '2020-01-05T01:00:00Z',
      openedBy: 'WALK_IN',
      lastMovement: found.postings.at(-1)?.bookedAt,
      lastCustomerMovement: found.postings.at(-1)?.bookedAt,
      today: () => flow(found.postings.filter((posting) => posting.businessDate === today())),
      thisMonth: () =>
        flow(found.postings.filter((posting) => posting.businessDate.slice(0, 7) === today().slice(0, 7))),
      monthAverageBalance: found.balance / 2n,
      class: () => (mine().some(open) ? 'MONITORED' : 'NORMAL'),
      riskScore: () => Math.min(0.98, mine().length * 0.13 + 0.021),
      modelScore: () => (mine().length > 0 ? Math.min(0.97, mine().length * 0.21) : null),
      modelVersion: () => (mine().length > 0 ? 'mock.1' : null),
      openAlerts: () => mine().filter(open).length,
      postings: (args) => connection([...found.postings].reverse(), args),
      alerts: (args) => connection(mine().map(alert), args),
    };
  };
  const alert = (found) =>
    found && {
      ...found,
      account: () => account(found.account),
      settlementAccount: null,
      branch: () => branch(found.branch),
      reasons: found.reasons.map((reason) => ({
        code: reason.code,
        text: ({ locale }) => (locale === 'zh-CN' ? reason.zh : reason.en),
      })),
      evidenceCount: found.evidence.length,
    };

  const act = (id, ifVersion, how) => {
    const found = bank.alerts.get(id);
    if (!found)
      return { alert: null, errors: [{ code: 'ALERT_NOT_FOUND', message: 'There is no such alert.', path: ['id'] }] };
    if (ifVersion != null && BigInt(found.version) !== ifVersion) {
      const message = 'The alert has changed since you read it.';
      return { alert: alert(found), errors: [{ code: 'VERSION_CHANGED', message, path: ['ifVersion'] }] };
    }
    how(found);
    return { alert: alert(found), errors: [] };
  };

  return {
    account: ({ id }) => account(id),
    accounts: (args) => {
      const { branch: within, kinds, classes, idPrefix } = args.filter ?? {};
      const all = [...bank.accounts.values()].map((found) => account(found.id));
      return connection(
        all.filter(
          (a) =>
            (!within || bank.below(within).has(bank.accounts.get(a.id).branch)) &&
            (!kinds || kinds.includes(a.kind)) &&
            (!classes || classes.includes(a.class())) &&
            (!idPrefix || a.id.startsWith(idPrefix)),
        ),
        args,
      );
    },
    branch: ({ id }) => branch(id),
    branches: () => [...bank.branches.keys()].map(branch),
    settlementAccount: ({ id }) => (id === bank.settlement.id ? settlement() : null),
    alert: ({ id }) => alert(bank.alerts.get(id)),
    alerts: (args) => connection(passing(args.filter).map(alert), args),
    alertCounts: ({ filter }) => counts(passing(filter)),
    quarantine: (args) =>
      connection(
        [7, 12].map((line) => ({
          id: String(line),
          receivedAt: new Date(bank.epoch).toISOString(),
          source: '/feed/postings',
          line,
          postingId: `P-90000${line}`,
          field: 'amount',
          code: 'AMOUNT_NOT_POSITIVE',
          message: 'amount is -5; it is a positive integer in minor units',
          text: `{"postingId":"P-90000${line}","account":"6217000000000001","direction":"credit","amount":-5}`,
        })),
        args,
      ),
    system: () => ({
      version: '0.1.0',
      now: new Date(bank.now()).toISOString(),
      clockRate: CLOCK_RATE,
      businessDate: today(),
      timeZone: 'Asia/Shanghai',
      demo: true,
      postingsAccepted: bank.postingCount,
      accountCount: bank.accounts.size,
      alertCursor: String(bank.commits),
    }),
    viewer: (_, { name }) => ({ name, role: null, branch: null }),

    acknowledgeAlert: ({ input }, { name }) =>
      act(input.id, input.ifVersion, (found) =>
        bank.change(found, 'ACKNOWLEDGED', input.note, name, { state: 'ACKNOWLEDGED' }),
      ),
    assignAlert: ({ input }, { name }) =>
      act(input.id, input.ifVersion, (found) =>
        bank.change(found, 'ASSIGNED', input.note, name, { state: 'INVESTIGATING', assignee: input.assignee }),
      ),
    escalateAlert: ({ input }, { name }) =>
      act(input.id, input.ifVersion, (found) =>
        bank.change(found, 'ESCALATED', input.reason, name, { level: found.level + 1 }),
      ),
    closeAlert: ({ input }, { name }) =>
      act(input.id, input.ifVersion, (found) => {
        if (found.severity === 'LOW' || found.severity === 'MEDIUM') {
          bank.change(found, 'CLOSED', input.note, name, { state: 'CLOSED', outcome: input.outcome, dueAt: null });
          return;
        }
        const approval = {
          id: `AP-${found.id}-${found.approvals.length}`,
          kind: 'CLOSE_ALERT',
          state: 'PENDING',
          outcome: input.outcome,
          proposedBy: name,
          proposedAt: new Date(bank.now()).toISOString(),
          reason: input.note,
          decidedBy: null,
        };
        found.approvals.push(approval);
        bank.change(found, 'CLOSE_PROPOSED', input.note, name, { state: 'CLOSE_PROPOSED' });
      }),
    decideApproval: ({ input }, { name }) => {
      const found = [...bank.alerts.values()].find((a) => a.approvals.some((approval) => approval.id === input.id));
      const approval = found?.approvals.find(({ id }) => id === input.id);
      if (!approval) throw new GraphQLError('no such approval');
      if (approval.proposedBy === name) {
        const message = 'A proposal is decided by another person than the one who made it.';
        return {
          approval: { ...approval, alert: alert(found) },
          errors: [{ code: 'SECOND_PERSON_NEEDED', message, path: [] }],
        };
      }
      const isApproved = input.decision === 'APPROVE';
      const { outcome } = approval;
      Object.assign(approval, {
        state: isApproved ? 'APPROVED' : 'REJECTED',
        decidedBy: name,
        decidedAt: new Date(bank.now()).toISOString(),
        decisionReason: input.reason,
      });
      if (isApproved) bank.change(found, 'CLOSED', input.reason, name, { state: 'CLOSED', outcome, dueAt: null });
      else bank.change(found, 'CLOSE_REFUSED', input.reason, name, { state: 'INVESTIGATING' });
      return { approval: { ...approval, alert: alert(found) }, errors: [] };
    },

    alertRaised: (args) => follow('raised', args),
    alertChanged: (args) => follow('changed', args),
  };

  async function* follow(how, { after }) {
    const field = how === 'raised' ? 'alertRaised' : 'alertChanged';
    const queue = [...bank.alerts.values()].filter(
      (found) => after != null && Number(how === 'raised' ? found.history[0].cursor : found.cursor) > Number(after),
    );
    let wake = () => {};
    const listener = (kind, found) => {
      if (kind === how) queue.push(found);
      wake();
    };
    bank.listeners.add(listener);
    try {
      for (;;) {
        while (queue.length > 0) yield { [field]: alert(queue.shift()) };
        await new Promise((resolve) => (wake = resolve));
      }
    } finally {
      bank.listeners.delete(listener);
    }
  }
}
