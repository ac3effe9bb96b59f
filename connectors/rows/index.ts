export { fillDown } from './fill-down.ts';
export { inherited } from './inherited.ts';
export { leavesByPrefix, leavesOnly } from './leaves.ts';
export { onlyRows } from './only-rows.ts';
export { tableRegion } from './table-region.ts';
export { unpivot } from './unpivot.ts';
