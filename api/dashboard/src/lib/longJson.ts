/**
 * JSON whose integers are 64-bit. A number that a JavaScript double can't hold exactly arrives as text instead, digit by digit;
 * {@link toBigInt} takes both.
 */

/** A Long as it comes out of {@link parseLongSafe}. */
export type Long = number | string;

/** A JSON string (skipped) or a JSON number. The string part is unrolled so that long strings need no stack. */
const stringOrNumber = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/gs;

/** Integers shorter than this are always below 2^53. */
const SAFE_DIGITS = 15;

const integer = /^-?\d+$/;

/** Puts integers that a double would change into quotes. */
export function quoteBigIntegers(json: string): string {
  return json.replace(stringOrNumber, (token) =>
    token.length > SAFE_DIGITS && integer.test(token) && !Number.isSafeInteger(Number(token)) ? `"${token}"` : token,
  );
}

export function parseLongSafe<T>(json: string): T {
  return JSON.parse(quoteBigIntegers(json)) as T;
}

export function toBigInt(value: Long): bigint {
  return BigInt(value);
}
