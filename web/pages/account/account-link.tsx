/** In the foot of the rail: who is here, and the way to their account. */
import { Link } from 'wouter';
import { Icon } from '../../ui/icon.tsx';
import css from './account-link.module.css';
import { useSession } from './use-session.ts';

export function AccountLink() {
  const { data } = useSession();
  if (data === undefined) return null;
  const label = data.account?.name ?? 'Set up';
  return (
    <Link href={data.account === null ? '/setup' : '/account'} className={css['account']} title={label}>
      <Icon name="person" />
      <span>{label}</span>
    </Link>
  );
}
