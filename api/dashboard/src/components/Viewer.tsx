import { UserOutlined } from '@ant-design/icons';
import { Button, Input, Popover, Space } from 'antd';
import { useState } from 'react';
import { actAs, currentSession, isName, signOut } from '../graphql/session';
import { useLocale } from '../i18n/LocaleContext';
import { useSystem } from '../live/SystemContext';

/** In the header: under whose name actions are recorded, and how to change that. */
export function Viewer() {
  const { viewer } = useSystem();
  const [open, setOpen] = useState(false);
  if (!viewer) return null;
  const close = () => setOpen(false);
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      open={open}
      onOpenChange={setOpen}
      content={currentSession().token === undefined ? <ActAs name={viewer.name} close={close} /> : <SignedIn />}
    >
      <Button type="text" className="header-button viewer" icon={<UserOutlined />} data-testid="viewer">
        {viewer.name}
      </Button>
    </Popover>
  );
}

function SignedIn() {
  const { t } = useLocale();
  const { viewer } = useSystem();
  if (!viewer) return null;
  return (
    <div className="viewer-card">
      <div>{t('header.signedInAs', { name: viewer.name })}</div>
      <div className="faint">
        {viewer.role}
        {viewer.branch && ` · ${viewer.branch.name || viewer.branch.id}`}
      </div>
      <Button onClick={signOut} data-testid="sign-out">
        {t('header.signOut')}
      </Button>
    </div>
  );
}

function ActAs({ name, close }: { name: string; close: () => void }) {
  const { t } = useLocale();
  const [text, setText] = useState(name);
  const entered = text.trim();
  return (
    <form
      className="viewer-card"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isName(entered)) return;
        actAs(entered);
        close();
      }}
    >
      <div>{t('header.actAs')}</div>
      <Space.Compact block>
        <Input
          aria-label={t('header.actAs')}
          value={text}
          status={isName(entered) ? '' : 'error'}
          onChange={(event) => setText(event.target.value)}
          data-testid="act-as-name"
        />
        <Button type="primary" htmlType="submit" disabled={!isName(entered)} data-testid="act-as-confirm">
          {t('alert.confirm')}
        </Button>
      </Space.Compact>
      <div className="faint">{t('header.actAsHint')}</div>
    </form>
  );
}
