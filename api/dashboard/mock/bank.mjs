// A made-up bank in memory, the same for the same seed: enough of one to build and look at the pages without the server.

const RULES = {
  RAPID_ROUND_TRIP: [
    'HIGH',
    'Two large credits and two large debits of about the same total within 5 days.',
    '5 天内两笔大额收入与两笔大额支出总额相近。',
  ],
  LUMP_IN_PIECEMEAL_OUT: [
    'MEDIUM',
    '¥82,000.00 came in and 96 % left in 7 small debits within 7 days.',
    '收入 82,000.00 元，7 天内分 7 笔转出 96%。',
  ],
  PIECEMEAL_IN_LUMP_OUT: [
    'MEDIUM',
    '14 small credits were gathered and left at once.',
    '14 笔小额收入汇集后一次性转出。',
  ],
  DORMANT_THEN_SUDDEN: [
    'HIGH',
    'No movement by the customer for 412 days, then a debit of ¥60,000.00 (limit ¥50,000.00).',
    '客户 412 天无主动交易，随后支出 60,000.00 元（限额 50,000.00 元）。',
  ],
  UNRELATED_COUNTERPARTY: [
    'MEDIUM',
    '¥75,000.00 to a party not seen in 12 months and not declared.',
    '向 12 个月内无往来且未申报的对手方转出 75,000.00 元。',
  ],
  SELF_OPENED_THEN_LARGE: [
    'HIGH',
    'Opened by walk-in 9 days ago; ¥120,000.00 in and ¥118,500.00 out since.',
    '9 天前自行上门开户，至今收入 120,000.00 元、支出 118,500.00 元。',
  ],
  FLAT_BALANCE: [
    'LOW',
    'The day ended with the same balance on 3 active days running.',
    '连续 3 个有发生额的日终余额不变。',
  ],
  BALANCE_BREAK: [
    'HIGH',
    'The source reports ¥1,204.00, the books here have ¥1,104.00.',
    '来源报送余额 1,204.00 元，本平台余额 1,104.00 元。',
  ],
  OVERDRAWN: ['MEDIUM', 'The balance is −¥312.40.', '余额为 −312.40 元。'],
  SELF_DEALING: [
    'HIGH',
    'Teller T07 posted by hand to an account declared as related to T07.',
    '柜员 T07 手工办理了其已申报关系人的账户。',
  ],
};
const CHANNELS = ['COUNTER', 'ATM', 'POS', 'ONLINE', 'TRANSFER', 'INTEREST'];
const NAMES = ['Qingshui Town', 'Liulin Sub-branch', 'Dongshan', 'Beihe Market', 'Nanxi Sub-branch', 'Yongfeng'];
const LONG_PARTY = '顺达商贸有限公司';

export const CLOCK_RATE = 600;

/** Mulberry32: small, seeded, good enough for made-up data. */
function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export class Bank {
  constructor(seed = 7, accounts = 60) {
    this.random = random(seed);
    this.started = Date.now();
    this.epoch = Date.parse('2026-11-22T09:00:00+08:00');
    this.commits = 0;
    this.postingCount = 0;
    this.listeners = new Set();
    this.branches = new Map([['HQ', { id: 'HQ', name: 'Head Office', parent: null }]]);
    NAMES.forEach((name, i) => {
      const id = `B00${i + 1}`;
      this.branches.set(id, { id, name, parent: i % 3 === 1 ? `B00${i}` : 'HQ' });
    });
    this.accounts = new Map();
    for (let i = 0; i < accounts; i++) this.open(i);
    this.settlement = {
      id: 'S-PAYABLE',
      kind: 'CARD_CLEARING_PAYABLE',
      branch: 'HQ',
      currency: 'CNY',
      balance: 120000n,
    };
    this.alerts = new Map();
    for (let i = 0; i < 130; i++) this.raise(this.now() - (130 - i) * 31 * 60_000);
  }

  now() {
    return this.epoch + (Date.now() - this.started) * CLOCK_RATE;
  }

  pick(list) {
    return list[Math.floor(this.random() * list.length)];
  }

  open(i) {
    const id = String(6217000000000001n + BigInt(i));
    const branches = [...this.branches.keys()].slice(1);
    const kind = i % 4 === 0 ? 'CORPORATE_CURRENT' : i % 9 === 5 ? 'LOAN' : 'PERSONAL_SAVINGS';
    const account = {
      id,
      kind,
      branch: this.pick(branches),
      currency: 'CNY',
      postings: [],
      balance: kind === 'LOAN' ? -8000000n : 500000n,
    };
    // One account whose figures no double can hold.
    if (i === 3) account.balance = 9223372036854000000n;
    this.accounts.set(id, account);
    for (let n = 20 + Math.floor(this.random() * 60); n > 0; n--) this.post(account, this.epoch - n * 7 * 3_600_000);
  }

  post(account, at) {
    const credit = this.random() < 0.52;
    const amount = BigInt(Math.floor(this.random() ** 4 * 4_000_000) + 100);
    account.balance += credit ? amount : -amount;
    this.postingCount++;
    account.postings.push({
      postingId: `P-${String(this.postingCount).padStart(6, '0')}`,
      sequence: account.postings.length + 1,
      direction: credit ? 'CREDIT' : 'DEBIT',
      amount,
      bookedAt: new Date(at).toISOString(),
      businessDate: new Date(at).toISOString().slice(0, 10),
      balanceAfter: account.balance,
      late: false,
      channel: this.pick(CHANNELS),
      counterparty: this.random() < 0.6 ? '6217000000000777' : null,
      counterpartyName: this.random() < 0.3 ? LONG_PARTY : null,
      narrative: this.random() < 0.3 ? '货款' : null,
    });
  }

  raise(at = this.now()) {
    const account = this.pick([...this.accounts.values()]);
    this.post(account, at);
    const rule = this.pick(Object.keys(RULES));
    const [severity, en, zh] = RULES[rule];
    const alert = {
      id: `A-${String(this.alerts.size + 1).padStart(6, '0')}`,
      version: 0,
      rule,
      severity: severity === 'HIGH' && this.random() < 0.12 ? 'CRITICAL' : severity,
      state: 'OPEN',
      outcome: null,
      score: null,
      raisedAt: new Date(at).toISOString(),
      eventAt: account.postings.at(-1).bookedAt,
      dueAt: new Date(at + 4 * 3_600_000).toISOString(),
      level: 0,
      assignee: null,
      account: account.id,
      branch: account.branch,
      reasons: [{ code: rule, en, zh }],
      evidence: account.postings.slice(-4),
      approvals: [],
      history: [],
    };
    this.alerts.set(alert.id, alert);
    this.change(alert, 'RAISED', null, 'system', {}, at);
    return alert;
  }

  /** Writes one change of an alert and tells those who watch. */
  change(alert, kind, note, actor, changes = {}, at = this.now()) {
    const fromState = kind === 'RAISED' ? null : alert.state;
    Object.assign(alert, changes);
    alert.version++;
    alert.cursor = String(++this.commits);
    const { state: toState, severity, level, cursor } = alert;
    alert.history.push({
      cursor,
      at: new Date(at).toISOString(),
      actor,
      kind,
      fromState,
      toState,
      severity,
      level,
      note,
    });
    for (const listener of this.listeners) listener(kind === 'RAISED' ? 'raised' : 'changed', alert);
  }

  /** Posts now and then; raises an alert every so often. */
  live(everyMs = 2500) {
    setInterval(() => {
      for (let i = 0; i < 8; i++) this.post(this.pick([...this.accounts.values()]), this.now());
      this.raise();
    }, everyMs);
  }

  below(root) {
    const found = new Set([root]);
    for (const branch of this.branches.values()) if (found.has(branch.parent)) found.add(branch.id);
    return found;
  }
}
