import { toBigInt, type Long } from './longJson';

/** Digits after the point of a currency, as ISO 4217 has them; 2 for a code the browser doesn't know. */
const digitsOf = new Map<string, number>();

export function fractionDigits(currency: string): number {
  let digits = digitsOf.get(currency);
  if (digits === undefined) {
    digits = resolveDigits(currency);
    digitsOf.set(currency, digits);
  }
  return digits;
}

function resolveDigits(currency: string): number {
  try {
    const options = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions();
    return options.maximumFractionDigits ?? 2;
  } catch (error) {
    // A code of the bank's own making (not three letters) is shown as it is.
    if (error instanceof RangeError) return 2;
    throw error;
  }
}

const formats = new Map<string, Intl.NumberFormat>();

function format(key: string, make: () => Intl.NumberFormat): Intl.NumberFormat {
  let found = formats.get(key);
  if (found === undefined) {
    found = make();
    formats.set(key, found);
  }
  return found;
}

/** Minor units as a decimal numeral: 123456 and 2 digits → "1234.56". Exact for any length. */
export function toDecimal(minor: bigint, digits: number): `${number}` {
  const sign = minor < 0n ? '-' : '';
  const figures = (minor < 0n ? -minor : minor).toString().padStart(digits + 1, '0');
  const whole = figures.slice(0, figures.length - digits);
  const text = digits === 0 ? `${sign}${whole}` : `${sign}${whole}.${figures.slice(-digits)}`;
  return text as `${number}`;
}

/** "¥1,234.56": exact, with the currency's sign, in the reader's language. */
export function formatMoney(minor: Long | bigint, currency: string, locale: string): string {
  const value = typeof minor === 'bigint' ? minor : toBigInt(minor);
  const decimal = toDecimal(value, fractionDigits(currency));
  if (!/^[A-Z]{3}$/.test(currency)) return `${formatPlain(value, currency, locale)} ${currency}`;
  const formatter = format(
    `${locale} ${currency}`,
    () => new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }),
  );
  // The text form keeps every digit where a number would not.
  return formatter.format(decimal);
}

/** "1,234.56": as {@link formatMoney} without the currency's sign, for columns that name the currency once. */
export function formatPlain(minor: Long | bigint, currency: string, locale: string): string {
  const value = typeof minor === 'bigint' ? minor : toBigInt(minor);
  const digits = fractionDigits(currency);
  const formatter = format(
    `${locale} plain ${digits}`,
    () => new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }),
  );
  return formatter.format(toDecimal(value, digits));
}

/** Where a whole axis is within this part of its values, short figures would all be the same. */
const NARROW = 0.05;

/** For an axis of the given span, both in major units: "¥1.2M", or "¥1,234,560" where the short form would not tell them apart. */
export function formatCompact(major: number, currency: string, locale: string, span: number): string {
  if (!/^[A-Z]{3}$/.test(currency)) return String(major);
  const notation = span < Math.abs(major) * NARROW ? 'standard' : 'compact';
  return format(
    `${locale} ${notation} ${currency}`,
    () =>
      new Intl.NumberFormat(locale, {
        style: 'currency',
        currency,
        currencyDisplay: 'narrowSymbol',
        notation,
        maximumFractionDigits: notation === 'compact' ? 1 : 0,
      }),
  ).format(major);
}

/** For drawing only: minor units as a number of major units. */
export function toMajor(minor: bigint, currency: string): number {
  return Number(toDecimal(minor, fractionDigits(currency)));
}
