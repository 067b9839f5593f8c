/** `wardline reset-password`: for a person at the machine when nobody can log in any more. */
import { resetAdministrator } from '../platform/auth/links.ts';
import { openRunning } from './running-store.ts';

export interface ResetArguments {
  /** Whose; else the oldest administrator's. */
  readonly login: string | undefined;
  /** Where the console is, as one types it into a browser. */
  readonly url: string;
  readonly data: string | undefined;
}

/** Prints a one-time link. @throws AppError when nothing runs, or there is no such login */
export async function runResetPassword({ login, url, data }: ResetArguments): Promise<void> {
  const store = await openRunning(data);
  try {
    const reset = await resetAdministrator(store.db, login);
    const link = new URL(reset.path, url).href;
    process.stdout.write(
      reset.login === null
        ? `Nobody has an account yet. Make the first one here, within a day:\n${link}\n`
        : `${reset.login} is an administrator and chooses a new password here, within a day:\n${link}\nThis is written down among what was done to accounts.\n`,
    );
  } finally {
    await store.close();
  }
}
