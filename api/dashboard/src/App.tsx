import { Alert, App as AntApp, Button, ConfigProvider, Empty, type ThemeConfig } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { useState } from 'react';
import { AlertDrawer } from './components/AlertDrawer';
import { ConnectionBanner } from './components/ConnectionState';
import { Header } from './components/Header';
import { HelpDrawer } from './components/HelpDrawer';
import { SignIn } from './components/SignIn';
import { useLocale } from './i18n/LocaleContext';
import { navigate, usePath } from './lib/router';
import { useSystem } from './live/SystemContext';
import { AccountPage } from './pages/AccountPage';
import { AccountsPage } from './pages/AccountsPage';
import { AlertsPage } from './pages/AlertsPage';
import { BranchesPage } from './pages/BranchesPage';
import { BranchPage } from './pages/BranchPage';
import { QuarantinePage } from './pages/QuarantinePage';
import { SettlementAccountPage } from './pages/SettlementAccountPage';

const theme: ThemeConfig = {
  token: {
    colorPrimary: '#1d5fbf',
    colorLink: '#1d5fbf',
    colorText: '#1c2b3f',
    colorBgLayout: '#f3f5f8',
    borderRadius: 6,
    fontFamily: "'Inter', 'Segoe UI', system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif",
  },
  components: {
    Table: { cellPaddingBlockSM: 7, headerBg: '#f7f9fb', headerColor: '#5b6b80', rowHoverBg: '#f0f6ff' },
    Card: { headerFontSize: 15 },
  },
};

export function App() {
  const { locale, t } = useLocale();
  const [help, setHelp] = useState(false);
  return (
    <ConfigProvider locale={locale === 'en' ? enUS : zhCN} theme={theme} button={{ autoInsertSpace: false }}>
      <AntApp className="app">
        <a className="skip" href="#content">
          {t('app.skip')}
        </a>
        <Header onHelp={() => setHelp(true)} />
        <ConnectionBanner />
        <DemoBanner onHelp={() => setHelp(true)} />
        <main id="content" className="content" tabIndex={-1}>
          <Page />
        </main>
        <AlertDrawer />
        <HelpDrawer open={help} onClose={() => setHelp(false)} />
        <SignIn />
      </AntApp>
    </ConfigProvider>
  );
}

function DemoBanner({ onHelp }: { onHelp: () => void }) {
  const { locale, t } = useLocale();
  const { system } = useSystem();
  if (!system?.demo) return null;
  const rate = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(system.clockRate);
  return (
    <Alert
      banner
      type="info"
      closable
      className="demo-banner"
      data-testid="demo-banner"
      title={
        <>
          <strong>{t('demo.title')}</strong> {t('demo.text', { rate })}{' '}
          <Button type="link" size="small" onClick={onHelp}>
            {t('demo.more')}
          </Button>
        </>
      }
    />
  );
}

const pages: readonly [RegExp, (id: string) => React.ReactNode][] = [
  [/^\/$/, () => <AlertsPage />],
  [/^\/accounts$/, () => <AccountsPage />],
  [/^\/accounts\/([^/]+)$/, (id) => <AccountPage key={id} id={id} />],
  [/^\/settlement-accounts\/([^/]+)$/, (id) => <SettlementAccountPage key={id} id={id} />],
  [/^\/branches$/, () => <BranchesPage />],
  [/^\/branches\/([^/]+)$/, (id) => <BranchPage key={id} id={id} />],
  [/^\/quarantine$/, () => <QuarantinePage />],
];

/** Someone's own typing may not be what a browser would write. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function Page() {
  const { t } = useLocale();
  const path = usePath();
  for (const [pattern, page] of pages) {
    const match = pattern.exec(path);
    if (match) return page(decode(match[1] ?? ''));
  }
  return (
    <Empty description={t('state.noPage')}>
      <Button onClick={() => navigate('/')}>{t('state.toAlerts')}</Button>
    </Empty>
  );
}
