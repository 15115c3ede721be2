import asyncio


class RateLimiter:
    def __init__(self, rate, period):
        self.rate, self.period = rate, period
        self.lock = asyncio.Lock()
        self.times = []

    async def __aenter__(self):
        loop = asyncio.get_running_loop()
        async with self.lock:
            now = loop.time()
            self.times = [t for t in self.times if now - t < self.period]
            if len(self.times) >= self.rate:
                await asyncio.sleep(self.period - (now - self.times[0]))
            self.times.append(loop.time())

    async def __aexit__(self, *details):
        pass


async def request(n, limiter, begin):
    async with limiter:
        loop = asyncio.get_running_loop()
        print(f"request {n} at {loop.time() - begin:.0f}")


async def main():
    limiter = RateLimiter(rate=2, period=2)
    begin = asyncio.get_running_loop().time()
    await asyncio.gather(*[request(n, limiter, begin) for n in range(5)])


asyncio.run(main())
