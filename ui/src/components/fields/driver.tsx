// Who drives a field: said once above a group of fields, on the field itself where it differs, and to whoever edits what another
// role drives. Nobody is kept from editing.
import { createContext, useContext, type ReactNode } from 'react';
import type { Field, Kind, PlanView, Role } from '../../bindings';
import { useStart } from '../../session/start';
import styles from './fields.module.css';
import { usePlan } from './plan';

const GroupContext = createContext<Role | undefined>(undefined);

/** The role that drives a field; nothing before the plan is here. */
export function driverOf(view: PlanView | undefined, kind: Kind, field: Field): Role | undefined {
  const concern = view?.fields.find((each) => each.kind === kind && each.field === field)?.concern;
  return view?.concerns.find((each) => each.concern === concern)?.driver;
}

/** The role that drives most of these fields. */
function groupDriver(view: PlanView | undefined, kind: Kind, fields: readonly Field[]): Role | undefined {
  const drivers = fields.flatMap((field) => driverOf(view, kind, field) ?? []);
  const many = (role: Role): number => drivers.filter((driver) => driver === role).length;
  return drivers.toSorted((a, b) => many(b) - many(a))[0];
}

/** Lets the fields inside say who drives them only where it is another than most of them. */
export function DrivenGroup({ kind, fields, children }: { kind: Kind; fields: readonly Field[]; children: ReactNode }) {
  return <GroupContext value={groupDriver(usePlan(), kind, fields)}>{children}</GroupContext>;
}

/** Who drives most of the group around it. */
export function GroupDriver() {
  const driver = useContext(GroupContext);
  return driver === undefined ? null : <span className={styles.driver}>{driver} drives</span>;
}

/** The tag of a field that another drives than the group around it. */
export function DriverTag({ kind, field }: { kind: Kind; field: Field }) {
  const group = useContext(GroupContext);
  const driver = driverOf(usePlan(), kind, field);
  return driver === undefined || group === undefined || driver === group ? null : <span className={styles.driver}>{driver} drives</span>;
}

/** Told while the field is edited by another than its driver. */
export function ContributionHint({ kind, field }: { kind: Kind; field: Field }) {
  const { author } = useStart();
  const driver = driverOf(usePlan(), kind, field);
  if (driver === undefined || author === null || author.role === driver) return null;
  return <p className={styles.contribution}>A contribution: the {driver} drives this</p>;
}
