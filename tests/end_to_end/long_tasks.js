// In every page before anything of its own: keeps the duration of each task that blocked the main thread for 50 ms
// or longer (Long Tasks API).
globalThis.longTasks = { list: [] };
longTasks.keep = (entries) => longTasks.list.push(...entries.map((entry) => entry.duration));
longTasks.observer = new PerformanceObserver((list) => longTasks.keep(list.getEntries()));
longTasks.take = () => longTasks.keep(longTasks.observer.takeRecords());
longTasks.observer.observe({ type: "longtask" });
