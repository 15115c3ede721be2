import asyncio


class Job:
    def __init__(self, name, steps):
        self.name, self.steps, self.done = name, steps, 0

    async def run(self):
        try:
            for _ in range(self.steps):
                await asyncio.sleep(1)
                self.done += 1
            return f"{self.name} finished"
        except asyncio.CancelledError:
            print(f"{self.name} cancelled after {self.done} of {self.steps}")
            await self.rollback()
            raise

    async def rollback(self):
        await asyncio.sleep(0.25 * self.steps)
        print(f"{self.name} rolled back")


async def supervise(jobs, seconds):
    tasks = [asyncio.create_task(job.run()) for job in jobs]
    done, pending = await asyncio.wait(tasks, timeout=seconds)
    for task in tasks:
        if task in pending:
            task.cancel()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    return [r if isinstance(r, str) else type(r).__name__ for r in results]


print(asyncio.run(supervise([Job("a", 2), Job("b", 5), Job("c", 4)], 3.5)))
