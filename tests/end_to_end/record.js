// First in every page, where the engine keeps no log that its driver could read: keeps what a console would complain
// of. What was fetched the browser itself remembers, if it is let.
globalThis.record = [];
for (const level of ["error", "warn"]) {
  const say = console[level].bind(console);
  console[level] = (...words) => {
    record.push(`console.${level}: ${words.join(" ")}`);
    say(...words);
  };
}
// While it is captured, the event of a file that does not load is heard, too.
addEventListener("error", (event) => {
  const { message, target } = event;
  // Not an error: what has changed is told in the next frame.
  if (message?.startsWith("ResizeObserver loop")) return;
  record.push(`error: ${message ?? `${target.localName} does not load: ${target.src ?? target.href}`}`);
}, true);
addEventListener("unhandledrejection", ({ reason }) => record.push(`unhandled rejection: ${reason}`));
addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
  record.push(`Content-Security-Policy: ${violatedDirective} refuses ${blockedURI}`);
});
performance.setResourceTimingBufferSize(10_000);
