import { Form, Input, Modal } from 'antd';
import { useState, useSyncExternalStore } from 'react';
import { currentSession, onSession, signIn } from '../graphql/session';
import { useLocale } from '../i18n/LocaleContext';

/** Asks for a token when the server has refused the caller. */
export function SignIn() {
  const { t } = useLocale();
  const { refused } = useSyncExternalStore(onSession, currentSession);
  const [token, setToken] = useState('');
  const submit = () => {
    if (token.trim() !== '') signIn(token.trim());
    setToken('');
  };
  return (
    <Modal
      open={refused}
      title={t('signIn.title')}
      okText={t('signIn.ok')}
      okButtonProps={{ disabled: token.trim() === '' }}
      cancelButtonProps={{ style: { display: 'none' } }}
      closable={false}
      onOk={submit}
      width={440}
      data-testid="sign-in"
    >
      <p>{t('signIn.text')}</p>
      <Form layout="vertical" onFinish={submit}>
        <Form.Item label={t('signIn.token')} extra={t('signIn.kept')} htmlFor="token">
          <Input.Password
            id="token"
            autoFocus
            autoComplete="off"
            value={token}
            onChange={(event) => setToken(event.target.value)}
            data-testid="sign-in-token"
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}
