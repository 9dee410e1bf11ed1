import { useRef, useState } from "preact/hooks";

export function Replay({ command }: { command: string }) {
  const [copied, setCopied] = useState("");
  const code = useRef<HTMLElement>(null);
  const select = (): void => {
    if (code.current) getSelection()?.selectAllChildren(code.current);
    setCopied("Selected: press Ctrl+C");
  };
  const copy = (): void => {
    // The browser may deny the clipboard to a page from a file; the selected text can still be copied.
    if (!navigator.clipboard) return select();
    navigator.clipboard.writeText(command).then(() => setCopied("Copied"), select);
  };
  return (
    <p class="replay">
      <span class="label">Replay</span>
      <code ref={code}>{command}</code>
      <button type="button" onClick={copy} aria-label="Copy the replay command">Copy</button>
      <span role="status">{copied}</span>
    </p>
  );
}
