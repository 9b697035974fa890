import { en, type TextKey } from './en';
import { zh } from './zh';

export type Locale = 'en' | 'zh-CN';
export const locales: readonly Locale[] = ['en', 'zh-CN'];
export const texts: Record<Locale, Record<TextKey, string>> = { en, 'zh-CN': zh };

const KEY = 'monitoring.locale';

/** The language chosen before, else the browser's first one that the page has. */
export function initialLocale(stored: string | null, preferred: readonly string[]): Locale {
  if (stored === 'en' || stored === 'zh-CN') return stored;
  for (const language of preferred) {
    if (language.toLowerCase().startsWith('zh')) return 'zh-CN';
    if (language.toLowerCase().startsWith('en')) return 'en';
  }
  return 'en';
}

export function loadLocale(): Locale {
  return initialLocale(localStorage.getItem(KEY), navigator.languages);
}

export function storeLocale(locale: Locale): void {
  localStorage.setItem(KEY, locale);
}

export type TextValues = Record<string, string | number>;

export function translate(locale: Locale, key: TextKey, values: TextValues = {}): string {
  return texts[locale][key].replace(
    /\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g,
    (whole, name: string, one?: string, many?: string) => {
      const value = values[name];
      if (value === undefined) return whole;
      if (one === undefined || many === undefined) return String(value);
      return String(value) === '1' ? one : many;
    },
  );
}
