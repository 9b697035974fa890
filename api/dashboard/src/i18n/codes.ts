/**
 * What the server's codes mean, in Chinese: its messages are English and may say more (a limit, a value), so they stay beside these.
 * A code not listed here is shown with the server's message alone.
 */
const zh: Record<string, string> = {
  // Commands on alerts
  ALERT_NOT_FOUND: '没有这条预警',
  ALERT_CLOSED: '预警已经关闭',
  ALERT_STATE_INVALID: '预警目前的状态不允许此操作',
  VERSION_CHANGED: '您查看之后预警已有变化，请核对后重试',
  NO_PROPOSAL: '没有待复核的关闭申请',
  SECOND_PERSON_NEEDED: '申请人不能复核自己的申请',
  LEVEL_INVALID: '已是最高层级，或所选层级不高于当前层级',
  NOTE_MISSING: '请填写说明',
  TEXT_INVALID: '文字为空、过长或含有控制字符',
  OUTCOME_INVALID: '此结论只能由系统给出',

  APPROVAL_NOT_FOUND: '没有这条复核申请',
  APPROVAL_DECIDED: '该申请已经复核',
  FORBIDDEN: '当前角色无权进行此操作',
  UNAVAILABLE: '暂时无法写入，请稍后重试',

  // Lines of the feed
  MALFORMED: '记录格式错误',
  FIELD_MISSING: '缺少必填字段',
  FIELD_UNKNOWN: '未知字段',
  FIELD_REPEATED: '字段重复',
  FIELD_TYPE: '字段类型不符',
  FIELD_TOO_LONG: '文字过长',
  FIELD_CHARACTERS: '文字含有不允许的字符',
  AMOUNT_NOT_POSITIVE: '金额为零或负数',
  AMOUNT_NOT_WHOLE: '金额不是最小货币单位的整数',
  NUMBER_OUT_OF_RANGE: '数值超出 64 位整数范围',
  OVERFLOW: '余额或合计将超出 64 位整数范围',
  CURRENCY_UNKNOWN: '未知币种',
  CURRENCY_MISMATCH: '与账户币种不符',
  DIRECTION_UNKNOWN: '方向既不是贷也不是借',
  CHANNEL_UNKNOWN: '未知渠道',
  INSTANT_INVALID: '时间格式错误',
  DATE_INVALID: '日期格式错误',
  BOOKED_IN_FUTURE: '记账时间晚于银行时间一天以上',
  BOOKED_TOO_EARLY: '记账时间早于 1990 年',
  BUSINESS_DATE_IMPLAUSIBLE: '营业日期与记账时间相差一周以上',
  UNKNOWN_ACCOUNT: '账户不存在',
  NOT_AN_ACCOUNT: '该编号是机构号',
  POSTING_CONFLICT: '分录号相同而内容不同',
  REVERSAL_TARGET_UNKNOWN: '找不到被冲正的分录',
  REVERSAL_TARGET_ARCHIVED: '被冲正的分录已归档',
  REVERSAL_MISMATCH: '冲正与原分录不符',
  ALREADY_REVERSED: '原分录已被冲正',
  LINE_TOO_LONG: '记录超过长度上限',
  TYPE_UNKNOWN: '未知记录类型',
  KIND_UNKNOWN: '未知种类',
  KIND_CONFLICT: '该编号已登记为其他种类',
  CURRENCY_CONFLICT: '该编号已登记为其他币种',
  OPENING_BALANCE_CONFLICT: '已有分录后不能更改期初余额',
  BRANCH_UNKNOWN: '机构或上级机构未登记',
  BRANCH_CIRCULAR: '上级机构成环或层级过深',
  LIST_TOO_LONG: '列表条目过多',
  OPENED_IN_FUTURE: '开户时间晚于当前时间',
};

/** The code in the reader's words; undefined where the server's message is all there is. */
export function codeText(code: string, locale: string): string | undefined {
  return locale === 'zh-CN' ? zh[code] : undefined;
}
