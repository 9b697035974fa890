import type { AlertRule, Severity } from '../graphql/generated';

export interface RuleExplained {
  rule: AlertRule;
  code: string;
  severity: Severity;
  /** What is seen, and why it matters. */
  en: { what: string; why: string };
  zh: { what: string; why: string };
}

/** The rules that watch postings as they come, most severe first; numbers are the defaults. */
export const rulesExplained: readonly RuleExplained[] = [
  {
    rule: 'RAPID_ROUND_TRIP',
    code: 'M1',
    severity: 'HIGH',
    en: {
      what: 'Within 5 days at least two large credits and two large debits of about the same total; or one large amount in and, within 24 hours, back to the party it came from.',
      why: 'Money that only passes through an account often hides where it came from.',
    },
    zh: {
      what: '5 天内至少两笔大额收入和两笔大额支出，总额相近；或一笔大额收入在 24 小时内又退回原付款方。',
      why: '资金快进快出、账户只作过渡，往往是为了掩盖资金来源。',
    },
  },
  {
    rule: 'DORMANT_THEN_SUDDEN',
    code: 'S1',
    severity: 'HIGH',
    en: {
      what: 'The customer did nothing for 180 days, and then moved a large amount.',
      why: 'Forgotten accounts are the ones that get misused, by outsiders or by staff.',
    },
    zh: {
      what: '客户 180 天没有主动交易，之后突然发生大额收付。',
      why: '长期不动的账户最容易被外部人员或内部员工冒用。',
    },
  },
  {
    rule: 'SELF_OPENED_THEN_LARGE',
    code: 'S4',
    severity: 'HIGH',
    en: {
      what: 'The customer walked in to open the account, and within 30 days large amounts went in and out.',
      why: 'An account opened without the bank seeking it and used heavily at once may serve somebody else.',
    },
    zh: {
      what: '客户自行上门开户，30 天内即发生大额收入和大额支出。',
      why: '非本行营销、开户后立即大额使用的账户，可能是替他人所用。',
    },
  },
  {
    rule: 'BALANCE_BREAK',
    code: 'B1',
    severity: 'HIGH',
    en: {
      what: 'The balance the core system reports with a posting is not the balance kept here.',
      why: 'A posting is missing, double or wrong on one of the two sides. The alert shows where they first parted.',
    },
    zh: {
      what: '核心系统随分录报送的余额与本平台的余额不一致。',
      why: '其中一方有分录遗漏、重复或错误。预警会指出最早出现差异的一笔。',
    },
  },
  {
    rule: 'SELF_DEALING',
    code: 'D1',
    severity: 'HIGH',
    en: {
      what: 'A teller posted by hand to an account of their own, or of someone declared as related.',
      why: 'Nobody handles their own money at the counter.',
    },
    zh: {
      what: '柜员手工办理了本人账户或已申报关系人账户的业务。',
      why: '柜员不得办理自己的业务。',
    },
  },
  {
    rule: 'LUMP_IN_PIECEMEAL_OUT',
    code: 'M2',
    severity: 'MEDIUM',
    en: {
      what: 'One or two large credits leave within 7 days in five or more small debits that take out 90 to 105 per cent.',
      why: 'Splitting a large amount keeps each payment below what gets noticed.',
    },
    zh: {
      what: '一两笔大额收入在 7 天内分五笔以上小额转出，转出 90% 至 105%。',
      why: '化整为零可使每笔付款都不引人注意。',
    },
  },
  {
    rule: 'PIECEMEAL_IN_LUMP_OUT',
    code: 'M3',
    severity: 'MEDIUM',
    en: {
      what: 'Many small credits are gathered within 7 days and leave at once.',
      why: 'It is how money is collected from many people: illegal deposit taking, gambling, fraud.',
    },
    zh: {
      what: '7 天内多笔小额收入汇集后一次性转出。',
      why: '非法集资、赌博和诈骗资金常以这种方式归集。',
    },
  },
  {
    rule: 'UNRELATED_COUNTERPARTY',
    code: 'S3',
    severity: 'MEDIUM',
    en: {
      what: 'A large transfer with a party not seen in 12 months and not declared, on an account with at least 90 days of history.',
      why: 'A large payment outside the customer’s business should have a reason that somebody knows.',
    },
    zh: {
      what: '与 12 个月内没有往来、也未申报的对手方发生大额转账（账户已有 90 天以上历史）。',
      why: '超出客户业务范围的大额付款，应当有人说得清缘由。',
    },
  },
  {
    rule: 'OVERDRAWN',
    code: 'B2',
    severity: 'MEDIUM',
    en: {
      what: 'A deposit account is below zero.',
      why: 'Depositors cannot owe the bank: something was booked wrongly or in the wrong order.',
    },
    zh: {
      what: '存款账户余额低于零。',
      why: '存款户不应欠银行的钱：说明有记账错误或顺序颠倒。',
    },
  },
  {
    rule: 'FLAT_BALANCE',
    code: 'F1',
    severity: 'LOW',
    en: {
      what: 'On 3 active days running, a corporate account ends the day with the same balance though money moved.',
      why: 'What goes in goes out again the same day: the account may only be a pipe.',
    },
    zh: {
      what: '单位账户连续 3 个有发生额的日终余额不变。',
      why: '当日收、当日付，账户可能只是资金通道。',
    },
  },
];
