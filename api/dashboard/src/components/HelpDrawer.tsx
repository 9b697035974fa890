import { Drawer, Tag } from 'antd';
import { useLocale } from '../i18n/LocaleContext';
import { rulesExplained } from '../i18n/rules';
import { severities, SeverityTag } from './tags';

export function HelpDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t, locale } = useLocale();
  return (
    <Drawer open={open} onClose={onClose} size={640} title={t('help.title')} data-testid="help-drawer">
      <p>{t('help.intro')}</p>
      <section className="help-severities" aria-label={t('help.severities')}>
        <h3>{t('help.severities')}</h3>
        <dl>
          {severities.map((severity) => (
            <div key={severity}>
              <dt>
                <SeverityTag severity={severity} />
              </dt>
              <dd>{t(`help.severity.${severity}`)}</dd>
            </div>
          ))}
        </dl>
      </section>
      {rulesExplained.map((explained) => {
        const text = locale === 'en' ? explained.en : explained.zh;
        return (
          <article key={explained.rule} className="help-rule" data-testid="help-rule">
            <h3>
              <SeverityTag severity={explained.severity} /> {t(`rule.${explained.rule}`)}{' '}
              <Tag variant="filled">{explained.code}</Tag>
            </h3>
            <p>{text.what}</p>
            <p className="faint">{text.why}</p>
          </article>
        );
      })}
      <p className="faint">{t('help.limits')}</p>
    </Drawer>
  );
}
