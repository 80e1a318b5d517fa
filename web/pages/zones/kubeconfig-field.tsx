import { useId } from "react";
import { TextAreaField } from "../../ui/field.tsx";
import { toast } from "../../ui/toast.tsx";

const LARGEST = 1024 * 1024;

/** A kubeconfig, pasted or chosen as a file. It is sent once, and never shown again. */
export function KubeconfigField({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (text: string) => void;
}) {
  const id = useId();
  const read = async (file: File | undefined) => {
    if (!file) return;
    if (file.size > LARGEST) return toast("A kubeconfig has at most 1 MiB", "bad");
    onChange(await file.text());
  };
  return (
    <>
      <TextAreaField
        label="Kubeconfig"
        hint="With everything in it: no files, no programs, no login helpers. It is kept encrypted and never shown again."
        value={value}
        onChange={(event) => onChange(event.target.value)}
        spellCheck={false}
        autoComplete="off"
        className="mono"
        rows={6}
        required
      />
      <div>
        <label htmlFor={id}>Or choose a file </label>
        <input id={id} type="file" onChange={(event) => void read(event.target.files?.[0])} />
      </div>
    </>
  );
}
