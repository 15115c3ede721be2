// In every page before anything of its own: promises of when, in milliseconds since the navigation began, something
// was painted, Run could first be pressed, and a frame began after the first bar, measured or predicted, was there.
globalThis.milestones = {};
milestones.paint = new Promise((resolve) => {
  const painted = (list) => list.getEntriesByName("first-contentful-paint").forEach((entry) => resolve(entry.startTime));
  new PerformanceObserver(painted).observe({ type: "paint", buffered: true });
});
milestones.reach = (selector) =>
  new Promise((resolve) => {
    new MutationObserver((_, observer) => {
      if (!document.querySelector(selector)) return;
      observer.disconnect();
      resolve();
    }).observe(document, { subtree: true, childList: true, attributes: true });
  });
milestones.run = milestones.reach("#run:enabled").then(() => performance.now());
milestones.bars = milestones
  .reach("[data-bar], [data-ghost], .together")
  .then(() => new Promise(requestAnimationFrame))
  .then(() => performance.now());
