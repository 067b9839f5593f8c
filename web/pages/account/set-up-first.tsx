/** In place of what changes something, for whoever only looks: who may, and how to become one of them. */
import { Link } from 'wouter';
import { useSession } from './use-session.ts';

export function SetUpFirst() {
  const { data } = useSession();
  if (data?.ready === false) {
    return (
      <p className="quiet">
        You are looking without an account.{' '}
        <Link href="/setup" className="link cited">
          Set up Wardline
        </Link>{' '}
        to bring in traffic of your own.
      </p>
    );
  }
  return <p className="quiet">Your role may look here, and change nothing. An administrator can give you more.</p>;
}
