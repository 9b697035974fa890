import { codeText } from '../i18n/codes';
import { useLocale } from '../i18n/LocaleContext';

/** Why the server didn't: in the reader's words where the page has them, with what the server says. */
export function Refusal({ code, message }: { code: string; message: string }) {
  const { locale } = useLocale();
  const known = codeText(code, locale);
  return known === undefined ? (
    <>{message}</>
  ) : (
    <>
      {known} <span className="faint">{message}</span>
    </>
  );
}
