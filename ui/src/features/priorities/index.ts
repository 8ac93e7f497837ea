export { PrioritiesPage } from './PrioritiesPage';
