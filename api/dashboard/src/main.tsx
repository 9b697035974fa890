import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { LocaleProvider } from './i18n/LocaleContext';
import { LiveProvider } from './live/LiveContext';
import { SystemProvider } from './live/SystemContext';
import './styles.css';

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <LocaleProvider>
      <LiveProvider>
        <SystemProvider>
          <App />
        </SystemProvider>
      </LiveProvider>
    </LocaleProvider>
  </StrictMode>,
);
