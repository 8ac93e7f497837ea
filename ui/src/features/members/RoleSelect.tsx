// What somebody may be to the plan.
import type { Role } from '../../bindings';

const ROLES: Role[] = ['PM', 'EM', 'Contributor', 'Viewer'];

export function RoleSelect({ label, value, onChange, testId }: { label: string; value: Role; onChange: (role: Role) => void; testId?: string }) {
  return (
    <select value={value} aria-label={label} data-testid={testId} onChange={(event) => onChange(event.target.value as Role)}>
      {ROLES.map((role) => (
        <option key={role}>{role}</option>
      ))}
    </select>
  );
}
