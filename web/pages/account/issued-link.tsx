/** A one-time link, to be handed to its person. */
import { AskActions } from '../../ui/ask.tsx';
import { Button } from '../../ui/button.tsx';
import css from './account-pages.module.css';
import { ShownOnce } from './shown-once.tsx';

export function IssuedLink({ name, path, onClose }: { name: string; path: string; onClose: () => void }) {
  return (
    <>
      <p className={css['says']}>
        Give this link to {name}, in person or by a way you trust. Whoever opens it first chooses the password.
      </p>
      <ShownOnce label={`The link for ${name}`} value={new URL(`/${path}`, location.origin).href} />
      <AskActions>
        <Button kind="main" onClick={onClose}>
          I have it
        </Button>
      </AskActions>
    </>
  );
}
