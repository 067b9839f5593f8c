/** A frame of a capture as evidence is cited: opens what was concluded from it, over the page one is on. */
import { Link, useSearchParams } from 'wouter';
import { count } from './words.ts';

interface FrameLinkProps {
  readonly capture: number;
  readonly frame: number;
  /** In place of "frame 12". */
  readonly text?: string;
}

export function FrameLink({ capture, frame, text }: FrameLinkProps) {
  const [search] = useSearchParams();
  const next = new URLSearchParams(search);
  next.set('frame', `${capture}:${frame}`);
  return (
    <Link href={`?${next}`} className="link cited" aria-haspopup="dialog">
      {text ?? `frame ${count(frame)}`}
    </Link>
  );
}
