import { buildSchema, isEnumType } from 'graphql';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { en } from './en';
import { initialLocale, texts, translate } from './locale';
import { rulesExplained } from './rules';

const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
const schema = buildSchema(readFileSync(new URL('../../../schema.graphql', import.meta.url), 'utf8'));

/** Enumerations the page shows, by the prefix of their words. */
const shown: Record<string, string> = {
  severity: 'Severity',
  rule: 'AlertRule',
  state: 'AlertState',
  outcome: 'AlertOutcome',
  event: 'AlertEventKind',
  approval: 'ApprovalState',
  kind: 'AccountKind',
  settlementKind: 'SettlementKind',
  item: 'SettlementItemState',
  class: 'ReconciliationClass',
  openedBy: 'OpenedBy',
  direction: 'Direction',
  channel: 'Channel',
};

describe('the words of the page', () => {
  it('are the same keys in both languages, none of them empty', () => {
    expect(Object.keys(texts['zh-CN']).sort()).toEqual(Object.keys(en).sort());
    for (const words of Object.values(texts)) for (const text of Object.values(words)) expect(text.trim()).not.toBe('');
  });

  it('take the same values in both languages', () => {
    for (const key of Object.keys(en) as (keyof typeof en)[]) {
      expect(placeholders(texts['zh-CN'][key]), key).toEqual(placeholders(en[key]));
    }
  });

  it('name every value of every enumeration shown', () => {
    for (const [prefix, name] of Object.entries(shown)) {
      const type = schema.getType(name);
      if (!isEnumType(type)) throw new Error(`${name} is not an enumeration of the schema`);
      for (const value of type.getValues()) expect(en).toHaveProperty([`${prefix}.${value.name}`]);
    }
  });

  it('are Chinese in Chinese', () => {
    const latin = Object.entries(texts['zh-CN']).filter(([, text]) => !/\p{Script=Han}/u.test(text));
    expect(latin.map(([key]) => key).sort()).toEqual(['channel.ATM', 'channel.POS']);
    for (const rule of rulesExplained) expect(rule.zh.what + rule.zh.why).toMatch(/\p{Script=Han}/u);
  });
});

describe('the language', () => {
  it('is the one chosen before, else the first of the browser that the page has, else English', () => {
    expect(initialLocale('zh-CN', ['en-GB'])).toBe('zh-CN');
    expect(initialLocale(null, ['de-DE', 'zh-Hans-CN', 'en'])).toBe('zh-CN');
    expect(initialLocale(null, ['en-GB', 'zh'])).toBe('en');
    expect(initialLocale('xx', ['de-DE'])).toBe('en');
  });

  it('fills in values', () => {
    expect(translate('en', 'alerts.waiting', { count: 12 })).toBe('12 waiting');
    expect(translate('en', 'alerts.count', { count: 1 })).toBe('1 alert');
    expect(translate('en', 'alerts.count', { count: '1,250' })).toBe('1,250 alerts');
    expect(translate('zh-CN', 'alert.proposal', { name: '王敏', outcome: '误报' })).toBe('王敏 申请以“误报”关闭');
  });
});
