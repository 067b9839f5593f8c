/** Your own account: name, password, where you are logged in, tokens for scripts. */
import { Button } from '../../ui/button.tsx';
import { Answer } from '../../ui/states.tsx';
import { useDoing } from '../../ui/use-doing.ts';
import { AccountPageFrame } from './account-pages.tsx';
import { OwnPassword } from './own-password.tsx';
import { OwnSessions } from './own-sessions.tsx';
import { OwnTokens } from './own-tokens.tsx';
import { ROLE_WORDS, ROLE_NAMES } from '../../../src/platform/auth/role-words.ts';
import { logOut, useSession } from './use-session.ts';
import { NoLink } from './welcome-page.tsx';

export function AccountPage() {
  const doing = useDoing();
  return (
    <Answer of={useSession()}>
      {({ account }) =>
        account === null ? (
          <NoLink />
        ) : (
          <AccountPageFrame
            title={account.name}
            lead={`${account.login} · ${roleLabel(account.role)}`}
            action={
              <Button disabled={doing.busy} onClick={() => doing.run(logOut)}>
                Log out
              </Button>
            }
          >
            <OwnPassword login={account.login} />
            <OwnSessions />
            <OwnTokens />
          </AccountPageFrame>
        )
      }
    </Answer>
  );
}

export function roleLabel(role: string): string {
  const known = ROLE_NAMES.find((name) => name === role);
  return known === undefined ? role : ROLE_WORDS[known].label;
}
