import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import type { TextKey } from './en';
import { loadLocale, storeLocale, translate, type Locale, type TextValues } from './locale';

export type Translate = (key: TextKey, values?: TextValues) => string;

interface LocaleState {
  locale: Locale;
  t: Translate;
  setLocale: (locale: Locale) => void;
}

const Context = createContext<LocaleState | undefined>(undefined);

export function LocaleProvider({ children }: { children: ReactNode }) {
  const [locale, set] = useState(loadLocale);
  const setLocale = useCallback((next: Locale) => {
    storeLocale(next);
    set(next);
  }, []);
  useEffect(() => {
    document.documentElement.lang = locale;
    document.title = translate(locale, 'app.name');
  }, [locale]);
  const state = useMemo<LocaleState>(
    () => ({ locale, setLocale, t: (key, values) => translate(locale, key, values) }),
    [locale, setLocale],
  );
  return <Context value={state}>{children}</Context>;
}

export function useLocale(): LocaleState {
  const state = useContext(Context);
  if (state === undefined) throw new Error('LocaleProvider is missing');
  return state;
}
