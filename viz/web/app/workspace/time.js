/** What held when: by validity as it is stated, and by what sources said. A year or month holds to its last day. */

/** @typedef {import("./data.js").Thing} Thing @typedef {import("./data.js").Tie} Tie */

const begun = (since, day) => !since || since <= day;
const lasts = (until, day) => !until || `${until}~` >= day;

/** Was a thing there on a day (ISO)? What has no known beginning always was. @param {Thing} thing */
export const held = ({ seen, valid }, day) => begun(seen[0], day) && (!seen[1] || seen[1] > day) && begun(valid[0], day) && lasts(valid[1], day);

/** Did a tie hold on a day? @param {Tie} tie */
export const tied = ({ since, until }, day) => begun(since, day) && lasts(until, day);

export const today = () => new Date().toLocaleDateString("sv"); // the reader's day as ISO says it

/** The first and the last year that anything tells of. @param {import("./data.js").Network} network @returns {[number, number]} */
export function years(network) {
  const now = new Date().getFullYear();
  const starts = [...network.things.flatMap(({ seen, valid }) => [seen[0], valid[0]]), ...network.ties.map(({ since }) => since), network.first];
  const found = starts.filter(Boolean).map((day) => Number(day.slice(0, 4))).filter((year) => year > 1900 && year <= now);
  return [Math.min(now - 1, ...found), now];
}
