import { SelectField } from "../../ui/field.tsx";
import { useGivableRoles } from "./use-givable-roles.ts";

/** A choice among the roles that whoever has signed in can give. */
export function RoleField({ value, onChange }: { readonly value: string; readonly onChange: (role: string) => void }) {
  const roles = useGivableRoles();
  return (
    <SelectField
      label="Role"
      value={value}
      onChange={(event) => onChange(event.target.value)}
      hint="Roles that may do more than you are not offered."
    >
      {roles.map(({ id, name, description }) => (
        <option key={id} value={name}>
          {description ? `${name}: ${description}` : name}
        </option>
      ))}
    </SelectField>
  );
}
