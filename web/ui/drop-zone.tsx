/** A place to drop files on, which is also a button to choose them with. */
import { type DragEvent, type ReactNode, useRef, useState } from 'react';
import { Button } from './button.tsx';
import css from './drop-zone.module.css';

interface DropZoneProps {
  /** "Drop a capture here, or" */
  readonly label: string;
  readonly button: string;
  /** Ends of names that the picker offers. */
  readonly accept: string;
  readonly multiple?: boolean;
  readonly children?: ReactNode;
  readonly onFiles: (files: readonly File[]) => void;
}

export function DropZone({ label, button, accept, multiple = false, children, onFiles }: DropZoneProps) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    onFiles([...event.dataTransfer.files]);
  };
  return (
    <div
      className={css['zone']}
      data-over={over}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <p>
        <span className={css['drop']}>{label} </span>
        <Button icon="upload" onClick={() => input.current?.click()}>
          {button}
        </Button>
      </p>
      <input
        ref={input}
        type="file"
        className="aloud"
        tabIndex={-1}
        aria-label={button}
        accept={accept}
        multiple={multiple}
        onChange={({ target }) => {
          onFiles([...(target.files ?? [])]);
          // The same file again is a new choice.
          target.value = '';
        }}
      />
      {children === undefined ? null : <div className="quiet">{children}</div>}
    </div>
  );
}
