import { QuestionCircleOutlined, SearchOutlined } from '@ant-design/icons';
import { Button, Input, Segmented, Tooltip } from 'antd';
import { useState } from 'react';
import { useLocale } from '../i18n/LocaleContext';
import type { Locale } from '../i18n/locale';
import { Link, navigate, paths, usePath } from '../lib/router';
import { formatInstant } from '../lib/time';
import { useSystem, useTick } from '../live/SystemContext';
import { ConnectionState } from './ConnectionState';
import { Viewer } from './Viewer';

const sections = [
  { to: '/', key: 'nav.alerts', under: /^\/$/ },
  { to: '/accounts', key: 'nav.accounts', under: /^\/accounts/ },
  { to: '/branches', key: 'nav.branches', under: /^\/(branches|settlement-accounts)/ },
  { to: '/quarantine', key: 'nav.quarantine', under: /^\/quarantine/ },
] as const;

export function Header({ onHelp }: { onHelp: () => void }) {
  const { t } = useLocale();
  const path = usePath();
  return (
    <header className="header">
      <Link to="/" className="brand">
        <img src="/favicon.svg" alt="" width={26} height={26} />
        <span>{t('app.name')}</span>
      </Link>
      <nav className="sections" aria-label={t('app.name')}>
        {sections.map(({ to, key, under }) => (
          <Link key={to} to={to} aria-current={under.test(path) ? 'page' : undefined}>
            {t(key)}
          </Link>
        ))}
      </nav>
      <FindAccount />
      <span className="grow" />
      <BankClock />
      <ConnectionState />
      <Tooltip title={t('header.help')}>
        <Button
          type="text"
          className="header-button"
          icon={<QuestionCircleOutlined />}
          aria-label={t('header.help')}
          onClick={onHelp}
          data-testid="help-button"
        />
      </Tooltip>
      <LanguageSwitch />
      <Viewer />
    </header>
  );
}

function FindAccount() {
  const { t } = useLocale();
  const [text, setText] = useState('');
  const go = () => {
    const id = text.trim();
    if (id === '') return;
    setText('');
    navigate(paths.account(id));
  };
  return (
    <Input
      className="find-account"
      prefix={<SearchOutlined aria-hidden="true" />}
      placeholder={t('header.findAccount')}
      aria-label={t('header.findAccount')}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onPressEnter={go}
      data-testid="find-account"
    />
  );
}

function BankClock() {
  const { t } = useLocale();
  const { system, timeZone, bankNow } = useSystem();
  // An hour of a simulated bank may pass in a second.
  useTick(system && system.clockRate > 1 ? 100 : 1_000);
  if (!system) return null;
  return (
    <span className="bank-clock" data-testid="bank-clock">
      <span className="clock-part">
        <small>{t('header.bankTime')}</small>
        <time className="instant">{formatInstant(bankNow(), timeZone)}</time>
      </span>
      <span className="clock-part">
        <small>{t('header.businessDate')}</small>
        <time className="instant" data-testid="business-date">
          {system.businessDate}
        </time>
      </span>
    </span>
  );
}

function LanguageSwitch() {
  const { locale, setLocale, t } = useLocale();
  return (
    <Segmented<Locale>
      size="small"
      aria-label={t('header.language')}
      value={locale}
      onChange={setLocale}
      options={[
        { value: 'en', label: <span lang="en">EN</span> },
        { value: 'zh-CN', label: <span lang="zh-CN">中文</span> },
      ]}
      data-testid="language-switch"
    />
  );
}
